import type { ChartBucket } from '@netberth/api';
import { sql } from 'kysely';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

const steps = 96;
/** More are not looked at: the table has no index but its number, and machines wait for the same database. */
const newestBoots = 50_000;
const hourMs = 3_600_000;
/** Sums and counts are text on some databases. */
type Counted = number | string;

/** Boots and bytes in 96 steps up to now, the oldest first; steps in which nothing happened are there too. */
export function* chartOf(hours: number): Reading<{ stepMinutes: number; buckets: ChartBucket[] }> {
  const stepMs = (hours * hourMs) / steps;
  const nowMs = yield* now();
  const lastMs = nowMs - (nowMs % stepMs);
  const sinceMs = lastMs - (steps - 1) * stepMs;
  const boots = yield* countBoots(sinceMs, stepMs);
  const bytes = yield* countBytes(sinceMs, stepMs);
  const buckets = Array.from({ length: steps }, (_, index) => {
    const atMs = sinceMs + index * stepMs;
    const counted = boots.get(atMs);
    return {
      at: isoTime(atMs),
      boots: counted?.boots ?? 0,
      profiles: counted?.profiles ?? 0,
      sentBytes: bytes.get(atMs) ?? 0,
    };
  });
  return { stepMinutes: stepMs / 60_000, buckets };
}

function* countBoots(sinceMs: number, stepMs: number) {
  const first = yield* firstLookedAt();
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .select([
        stepOf('at_ms', stepMs).as('at'),
        ({ fn }) => fn.countAll<Counted>().as('boots'),
        ({ fn }) => fn.count<Counted>('profile').as('profiles'),
      ])
      .where('number', '>', first)
      .where('at_ms', '>=', sinceMs)
      .groupBy(stepOf('at_ms', stepMs)),
  );
  return new Map(
    rows.map(({ at, boots, profiles }) => [Number(at), { boots: Number(boots), profiles: Number(profiles) }]),
  );
}

function* countBytes(sinceMs: number, stepMs: number) {
  const first = yield* firstLookedAt();
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('fetched_files')
      .select([stepOf('last_at_ms', stepMs).as('at'), ({ fn }) => fn.sum<Counted>('sent_bytes').as('bytes')])
      .where('boot_number', '>', first)
      .where('last_at_ms', '>=', sinceMs)
      .groupBy(stepOf('last_at_ms', stepMs)),
  );
  return new Map(rows.map(({ at, bytes }) => [Number(at), Number(bytes)]));
}

/** A literal: PostgreSQL takes two parameters of the same value for two different expressions. */
function stepOf(column: string, stepMs: number) {
  return sql<Counted>`${sql.ref(column)} - ${sql.ref(column)} % ${sql.lit(stepMs)}`;
}

function* firstLookedAt(): Reading<number> {
  const [newest] = yield* readQuery((query) =>
    query.selectFrom('boots').select('number').orderBy('number', 'desc').limit(1),
  );
  return (newest?.number ?? 0) - newestBoots;
}
