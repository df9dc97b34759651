import { changeOfMany } from '../../database/change-in-parts.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';

const batchRows = 500;
const remove = changeOfMany((query, ids) => query.deleteFrom('events').where('id', 'in', ids));

/** Removes the oldest events: those older than `keepMs`, and those above `most`. */
export function* pruneEvents(
  keepMs: number,
  most: number,
): Writing<{ readonly looked: number; readonly removed: number }> {
  const before = (yield* now()) - keepMs;
  const [newest] = yield* readQuery((query) =>
    query.selectFrom('events').select('id').orderBy('id', 'desc').limit(1),
  );
  // Ids have few gaps: so many of them are about so many events, and none has to be counted.
  const upTo = (newest?.id ?? 0) - most;
  const oldest = yield* readQuery((query) =>
    query.selectFrom('events').select(['id', 'at_ms']).orderBy('id').limit(batchRows),
  );
  const kept = oldest.findIndex(({ id, at_ms }) => at_ms >= before && id > upTo);
  const gone = kept === -1 ? oldest : oldest.slice(0, kept);
  if (gone.length > 0)
    yield* remove(
      gone.map(({ id }) => id),
      {},
    );
  return { looked: gone.length, removed: gone.length };
}
