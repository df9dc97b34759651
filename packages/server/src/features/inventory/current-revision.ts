import type { Reading } from '../../database/work.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { machineRevision } from '../provisioning/machine-revision.ts';
import { viewMachine } from '../provisioning/machine-view.ts';

/** Of the machine that a command names, before it. */
export function* currentRevision({ machine }: { readonly machine: string }): Reading<string> {
  return machineRevision(yield* viewMachine(yield* requireMachine(machine)));
}
