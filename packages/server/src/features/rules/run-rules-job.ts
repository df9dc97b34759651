import { change, now, readQuery, statement } from '../../database/work.ts';
import type { Database, Reading, Writing } from '../../database/work.ts';
import { repeatJob } from '../../platform/repeat-job.ts';
import { bySize, idsIn, inParts } from '../../database/in-parts.ts';
import type { SqlValue } from '../../database/work.ts';
import { ActRefused, takeLookStep } from './run-rules.ts';
import type { Look } from './run-rules.ts';
import type { RuleTools } from './perform-act.ts';

const atOnce = 100;
/** A look that an error ended is taken again then. */
const afterErrorMs = 60_000;

type Queued = Look & { readonly ids: readonly number[] };

/** Has the rules look at the machines that are queued for them. @returns what stops it */
export function startRunningRules(
  database: Database,
  tools: RuleTools,
  onError: (error: unknown) => void,
): () => void {
  return repeatJob(() => runRules(database, tools, onError), onError);
}

/** @returns at how many machines */
export async function runRules(
  database: Database,
  tools: RuleTools,
  onError: (error: unknown) => void,
): Promise<number> {
  const queued = await database.read(dueLooks);
  for (const look of queued) {
    try {
      await takeLook(database, look, tools);
      await database.write(() => removeLooks(look.ids));
    } catch (error) {
      onError(error);
      await database.write(() => putOff(look.ids));
    }
  }
  return queued.length;
}

/** Each thing that a rule does is a transaction of its own, so that one that is refused takes nothing else back. */
async function takeLook(database: Database, look: Look, tools: RuleTools): Promise<void> {
  const refusals = new Map<string, string>();
  for (;;) {
    try {
      const step = await database.write(() => takeLookStep(look, refusals, tools));
      if (step.isDone) return;
      tools.audit.committed(step.end);
    } catch (error) {
      if (!(error instanceof ActRefused)) throw error;
      refusals.set(error.key, error.message);
    }
  }
}

function* dueLooks(): Reading<readonly Queued[]> {
  const nowMs = yield* now();
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rule_queue')
      .select(['id', 'machine_id', 'rule', 'due_at_ms'])
      .where('due_at_ms', '<=', nowMs)
      .orderBy('due_at_ms')
      .orderBy('id')
      .limit(atOnce),
  );
  const same = Map.groupBy(rows, ({ machine_id, rule }) => `${machine_id} ${rule ?? ''}`);
  return [...same.values()].flatMap((rowsOfLook) => {
    const [first] = rowsOfLook;
    if (!first) return [];
    const queuedAtMs = Math.max(...rowsOfLook.map(({ due_at_ms }) => due_at_ms));
    const ids = rowsOfLook.map(({ id }) => id);
    return [{ machineId: first.machine_id, rule: first.rule, queuedAtMs, ids }];
  });
}

type Named = Record<string, SqlValue>;

const deleteRows = bySize((size) =>
  statement<Named>()((query, values) =>
    query.deleteFrom('rule_queue').where('id', 'in', idsIn(values, size)),
  ),
);
const putOffRows = bySize((size) =>
  statement<Named>()((query, values) =>
    query
      .updateTable('rule_queue')
      .set({ due_at_ms: values['dueMs'] as number })
      .where('id', 'in', idsIn(values, size)),
  ),
);

function* removeLooks(ids: readonly number[]): Writing<void> {
  for (const part of inParts(ids)) yield* change(deleteRows(part.size), part.ids);
}

function* putOff(ids: readonly number[]): Writing<void> {
  const dueMs = (yield* now()) + afterErrorMs;
  for (const part of inParts(ids)) yield* change(putOffRows(part.size), { ...part.ids, dueMs });
}
