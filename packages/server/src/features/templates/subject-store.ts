import type { Reading } from '../../database/work.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { labelsOf } from '../machines/label-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { Subject } from './template-values.ts';

/** Everything of a machine that templates can show. */
export function* readSubject(machine: MachineRecord): Reading<Subject> {
  return { machine, identity: yield* identityOf(machine.id), labels: yield* labelsOf(machine.id) };
}
