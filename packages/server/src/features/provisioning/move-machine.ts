import type { MachineRecord } from '../machines/machine-record.ts';
import { updateMachine } from '../machines/machine-store.ts';
import type { Writing } from '../../database/work.ts';
import { nextState } from './next-state.ts';
import type { MachineEvent } from './next-state.ts';

type Alongside = Parameters<typeof updateMachine>[1];

/**
 * Let an event happen to a machine: the table decides the state, the rest of the row changes with it.
 * @returns the machine after it, or `undefined` where the table refuses the event
 */
export function* moveMachine(
  machine: MachineRecord,
  event: MachineEvent,
  alongside: Alongside = {},
): Writing<MachineRecord | undefined> {
  const state = nextState(machine.state, event, machine.finishedAtMs !== null);
  if (state === undefined) return undefined;
  return yield* updateMachine(machine, { stateReason: null, ...alongside, state });
}
