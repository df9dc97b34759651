import type { Actor } from '../../commands/actor.ts';
import type { Writing } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { updateMachine } from '../machines/machine-store.ts';
import { moveMachine } from './move-machine.ts';

/** Nothing but its disk until a person lets it go; holding a held machine changes nothing. */
export function* holdMachine(machine: MachineRecord, why: string): Writing<MachineRecord> {
  const held = yield* moveMachine(machine, 'hold', { stateReason: why, heldFrom: machine.state });
  return held ?? machine;
}

/** What the machine says of why it is held. */
export function whyHeld({ name }: Actor, reason: string | undefined): string {
  return reason ? `${reason} (${name})` : `by ${name}`;
}

/** Back to the state it was held from. A grant that ended meanwhile leaves nothing to go on with. */
export function* unholdMachine(machine: MachineRecord): Writing<MachineRecord> {
  return yield* updateMachine(machine, {
    state: stateAfterHold(machine),
    heldFrom: null,
    stateReason: null,
  });
}

/** What a held machine is when it is let go. */
export function stateAfterHold(machine: MachineRecord): MachineRecord['state'] {
  const from = machine.heldFrom ?? 'new';
  if (machine.grantId !== null) return from;
  if (from === 'installing') return 'failed';
  if (from === 'granted') return machine.finishedAtMs === null ? 'new' : 'finished';
  return from;
}
