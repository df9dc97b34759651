import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { endGrant } from './end-grant.ts';
import type { GrantOrder } from './grant-order.ts';
import { isGrantLive } from './grant-record.ts';
import { findGrant, insertGrant, updateGrant } from './grant-store.ts';
import { moveMachine } from './move-machine.ts';

/** Who grants, for the list and for counting what one person grants. */
export type GrantGiver = { readonly name: string; readonly grantor: string | null };

/**
 * The one place where a grant comes to be. The caller has asked `grantRefusal` in the same transaction.
 * @throws CommandRefused when the machine's state refuses all the same
 */
export function* giveGrant(
  found: MachineRecord,
  order: GrantOrder,
  giver: GrantGiver,
): Writing<MachineRecord> {
  const machine = yield* withoutGrant(found);
  const createdAtMs = yield* now();
  const grant = yield* insertGrant({
    machineId: machine.id,
    status: 'live',
    steps: order.profiles,
    step: 0,
    starts: 0,
    maxStarts: order.maxStarts,
    startedBoot: null,
    address: null,
    expiresAtMs: createdAtMs + durationMs(order.expires),
    createdAtMs,
    createdBy: giver.name,
    reason: order.reason ?? null,
    grantor: giver.grantor,
  });
  const granted = yield* moveMachine(machine, 'grant', { grantId: grant.id, pendingSteps: [] });
  if (granted) return granted;
  const hint = 'Revoke the grant first.';
  const { id, state } = machine;
  throw new CommandRefused('stateRefuses', { machine: id, state, action: 'a grant', hint });
}

/** One that is over is put away; one that lives is replaced. */
function* withoutGrant(machine: MachineRecord): Writing<MachineRecord> {
  const current = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!current) return machine;
  if (!isGrantLive(current, yield* now()))
    return yield* endGrant(machine, current, 'expire', `grant ${current.id} expired`);
  const ended = yield* endGrant(machine, current, 'revoke', `grant ${current.id} was replaced`);
  const gone = yield* findGrant(current.id);
  if (gone) yield* updateGrant(gone, { status: 'replaced' });
  return ended;
}
