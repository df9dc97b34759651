import { createHash } from 'node:crypto';
import { change, now, readFirst, statement } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';

const byDigest = statement<{ digest: string }>()((query, { digest }) =>
  query.selectFrom('git_deliveries').select('at_ms').where('digest', '=', digest),
);
const insertRow = statement<{ digest: string; atMs: number }>()((query, { digest, atMs }) =>
  query.insertInto('git_deliveries').values({ digest, at_ms: atMs }),
);
const deleteOld = statement<{ beforeMs: number }>()((query, { beforeMs }) =>
  query.deleteFrom('git_deliveries').where('at_ms', '<', beforeMs),
);

/** What happened longer ago is somebody's copy. GitHub itself sends within seconds. */
const staleMs = 3_600_000;
/** Not every event says when it happened. */
const rememberedMs = 365 * 24 * 3_600_000;

/**
 * Remembers a webhook, for every server on this database. The number of a delivery is not signed, the content is: the
 * same content twice is a copy.
 * @returns false: it came before, or long after it happened
 */
export function* isFirstDelivery(body: Buffer, happenedAt: Date | null): Writing<boolean> {
  const nowMs = yield* now();
  if (happenedAt !== null && nowMs - happenedAt.getTime() > staleMs) return false;
  const digest = createHash('sha256').update(body).digest('hex');
  if (yield* readFirst(byDigest, { digest })) return false;
  yield* change(deleteOld, { beforeMs: nowMs - rememberedMs });
  yield* change(insertRow, { digest, atMs: nowMs });
  return true;
}
