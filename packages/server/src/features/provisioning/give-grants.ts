import { bySize, idsIn, inParts } from '../../database/in-parts.ts';
import { LostRace, change, now, statement } from '../../database/work.ts';
import type { SqlValue, Writing } from '../../database/work.ts';
import { durationMs } from '../../platform/duration.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { tellStates } from '../machines/machine-store.ts';
import { giveGrant } from './give-grant.ts';
import type { GrantGiver } from './give-grant.ts';
import type { GrantOrder } from './grant-order.ts';
import { nextState } from './next-state.ts';

/**
 * The same grant for many machines, as `giveGrant` gives it to one. Those that have none now and come to the same state
 * are written together: ten thousand cost little more than the rows.
 * @param machines as they were read in this transaction
 */
export function* giveGrants(
  machines: readonly MachineRecord[],
  order: GrantOrder,
  giver: GrantGiver,
): Writing<void> {
  const isSimple = ({ state, grantId, finishedAtMs }: MachineRecord) =>
    grantId === null && nextState(state, 'grant', finishedAtMs !== null) === 'granted';
  for (const machine of machines) if (!isSimple(machine)) yield* giveGrant(machine, order, giver);
  const together = machines.filter(isSimple);
  const createdAtMs = yield* now();
  const values = {
    ...{ status: 'live', version: 1, step: 0, starts: 0 },
    steps_json: JSON.stringify(order.profiles),
    max_starts: order.maxStarts,
    expires_at_ms: createdAtMs + durationMs(order.expires),
    created_at_ms: createdAtMs,
    created_by: giver.name,
    reason: order.reason ?? null,
    grantor: giver.grantor,
  };
  for (const { size, ids } of inParts(together.map(({ id }) => id))) {
    const { insert, grant } = statementsFor(size);
    if ((yield* change(insert, { ...values, ...ids })) !== size) throw new LostRace('a machine is gone');
    if ((yield* change(grant, ids)) !== size) throw new LostRace('a machine changed meanwhile');
  }
  yield* tellStates(together, { state: 'granted', stateReason: null });
}

/** What all of them have alike. */
const granted = [
  ...(['status', 'version', 'steps_json', 'step', 'starts', 'max_starts'] as const),
  ...(['expires_at_ms', 'created_at_ms', 'created_by', 'reason', 'grantor'] as const),
];

type Named = Record<string, SqlValue>;

const statementsFor = bySize((size) => ({
  insert: statement<Named>()((query, values) =>
    query
      .insertInto('grants')
      .columns([...granted, 'machine_id'])
      .expression((from) =>
        from
          .selectFrom('machines')
          .select((row) => granted.map((name) => row.val(values[name] ?? null).as(name)))
          .select('id')
          .where('id', 'in', idsIn(values, size)),
      ),
  ),
  grant: statement<Named>()((query, values) =>
    query
      .updateTable('machines')
      .set((row) => ({
        state: 'granted',
        state_reason: null,
        pending_steps_json: '[]',
        version: row('version', '+', 1),
        grant_id: row
          .selectFrom('grants')
          .select(({ fn }) => fn.max<number>('grants.id').as('newest'))
          .whereRef('grants.machine_id', '=', 'machines.id'),
      }))
      .where('id', 'in', idsIn(values, size)),
  ),
}));
