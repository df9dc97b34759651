import { bySize, idsIn, inParts } from '../../database/in-parts.ts';
import { change, now, readFirst, statement } from '../../database/work.ts';
import type { SqlValue, Writing } from '../../database/work.ts';

const anyRule = statement()((query) => query.selectFrom('rules').select('name').limit(1));
const insertRow = statement<{ machineId: number; rule: string | null; dueMs: number }>()(
  (query, { machineId, rule, dueMs }) =>
    query.insertInto('rule_queue').values({ machine_id: machineId, rule, due_at_ms: dueMs }),
);

/** Has the rules look at a machine: it is new, or what they look at has changed. Without rules it costs a look. */
export function* queueForRules(machineId: number): Writing<void> {
  if (yield* readFirst(anyRule, {})) yield* queueForRule(machineId, null, yield* now());
}

/** @param rule only this one; null: all of them */
export function* queueForRule(machineId: number, rule: string | null, dueMs: number): Writing<void> {
  yield* change(insertRow, { machineId, rule, dueMs });
}

/** The same for many at once. */
export function* queueManyForRules(machineIds: readonly number[], rule: string | null = null): Writing<void> {
  if (rule === null && !(yield* readFirst(anyRule, {}))) return;
  const dueMs = yield* now();
  for (const { size, ids } of inParts(machineIds)) yield* change(insertMany(size), { ...ids, rule, dueMs });
}

type Named = Record<string, SqlValue>;

const insertMany = bySize((size) =>
  statement<Named>()((query, values) =>
    query
      .insertInto('rule_queue')
      .columns(['machine_id', 'rule', 'due_at_ms'])
      .expression((from) =>
        from
          .selectFrom('machines')
          .select((row) => [
            'id',
            row.val(values['rule'] as string | null).as('rule'),
            row.val(values['dueMs'] as number).as('due_at_ms'),
          ])
          .where('id', 'in', idsIn(values, size)),
      ),
  ),
);
