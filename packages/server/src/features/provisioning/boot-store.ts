import type { Selectable } from 'kysely';
import type { BootsTable } from '../../database/tables.ts';
import { change, insert, insertLast, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { bootNumbersOf, newestBootNumbers } from './boot-index.ts';
import type { BootRecord } from './boot-record.ts';

type Row = Selectable<BootsTable>;
type NewBoot = Omit<BootRecord, 'number' | 'startedAtMs' | 'finishedAtMs' | 'failedAtMs'>;

const insertRow = statement<NewBoot>()(
  (query, boot) =>
    query.insertInto('boots').values({
      machine_id: boot.machineId,
      at_ms: boot.atMs,
      address: boot.address,
      decision: boot.decision,
      profile: boot.profile,
      choice: boot.choice,
      reason_code: boot.reasonCode,
      reason: boot.reason,
      grant_id: boot.grantId,
      step: boot.step,
      script: boot.script,
    }),
  'number',
);
const byNumber = statement<{ number: number }>()((query, { number }) =>
  query.selectFrom('boots').selectAll().where('number', '=', number),
);
const insertBootId = statement<{ hash: string; number: number; address: string; atMs: number }>()(
  (query, { hash, number, address, atMs }) =>
    query.insertInto('boot_ids').values({ hash, boot_number: number, address, at_ms: atMs }),
);
const byBootId = statement<{ hash: string }>()((query, { hash }) =>
  query
    .selectFrom('boot_ids')
    .innerJoin('boots', 'boots.number', 'boot_ids.boot_number')
    .selectAll('boots')
    .select('boot_ids.hash')
    .where('boot_ids.hash', '=', hash),
);
const recentOfAddress = statement<{ address: string; sinceMs: number }>()((query, { address, sinceMs }) =>
  query
    .selectFrom('boot_ids')
    .innerJoin('boots', 'boots.number', 'boot_ids.boot_number')
    .selectAll('boots')
    .where('boot_ids.address', '=', address)
    .where('boot_ids.at_ms', '>', sinceMs)
    .orderBy('boot_ids.boot_number', 'desc')
    .limit(50),
);
const markStarted = statement<{ number: number; atMs: number }>()((query, { number, atMs }) =>
  query.updateTable('boots').set({ started_at_ms: atMs }).where('number', '=', number),
);
const markFinished = statement<{ number: number; atMs: number }>()((query, { number, atMs }) =>
  query.updateTable('boots').set({ finished_at_ms: atMs }).where('number', '=', number),
);
const markFailed = statement<{ number: number; atMs: number }>()((query, { number, atMs }) =>
  query.updateTable('boots').set({ failed_at_ms: atMs }).where('number', '=', number),
);

/**
 * @param isLast the work ends with it
 * @returns the number of the boot
 */
export function* insertBoot(boot: NewBoot, isLast = false): Writing<number> {
  return yield* isLast ? insertLast(insertRow, boot) : insert(insertRow, boot);
}

export function* findBoot(number: number): Reading<BootRecord | undefined> {
  const row = yield* readFirst(byNumber, { number });
  return row && bootOfRow(row);
}

/** Remember that a boot id was given out; of the id itself only the hash. */
export function* rememberBootId(
  hash: string,
  boot: Pick<BootRecord, 'number' | 'address' | 'atMs'>,
): Writing<void> {
  const { number, address, atMs } = boot;
  yield* change(insertBootId, { hash, number, address, atMs });
}

/** @returns the boot, and the hash as it is stored */
export function* findBootByHash(hash: string): Reading<{ boot: BootRecord; hash: string } | undefined> {
  const row = yield* readFirst(byBootId, { hash });
  return row && { boot: bootOfRow(row), hash: row.hash };
}

/** Boots of an address that got a boot id, newest first, at most 50. */
export function* recentBootsOfAddress(address: string, sinceMs: number): Reading<readonly BootRecord[]> {
  return (yield* readAll(recentOfAddress, { address, sinceMs })).map(bootOfRow);
}

/** Newest first; of those before the boot of a number, if one is given. */
export function* recentBootsOf(
  machineId: number,
  limit: number,
  before?: number,
): Reading<readonly BootRecord[]> {
  return yield* findBoots(yield* bootNumbersOf(machineId, limit, before));
}

/** The newest boot of each of these machines that ever booted. */
export function* newestBoots(machineIds: readonly number[]): Reading<ReadonlyMap<number, BootRecord>> {
  const numbers = yield* newestBootNumbers(machineIds);
  const boots = yield* findBoots([...numbers.values()]);
  return new Map(boots.flatMap((boot) => (boot.machineId === null ? [] : [[boot.machineId, boot]])));
}

/** Newest first. */
function* findBoots(numbers: readonly number[]): Reading<readonly BootRecord[]> {
  if (numbers.length === 0) return [];
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .selectAll()
      .where('number', 'in', [...numbers])
      .orderBy('number', 'desc'),
  );
  return rows.map(bootOfRow);
}

export function* markBoot(
  number: number,
  what: 'started' | 'finished' | 'failed',
  atMs: number,
): Writing<void> {
  const mark = { started: markStarted, finished: markFinished, failed: markFailed }[what];
  yield* change(mark, { number, atMs });
}

function bootOfRow(row: Row): BootRecord {
  return {
    number: row.number,
    machineId: row.machine_id,
    atMs: row.at_ms,
    address: row.address,
    decision: row.decision as BootRecord['decision'],
    profile: row.profile,
    choice: row.choice,
    reasonCode: row.reason_code,
    reason: row.reason,
    grantId: row.grant_id,
    step: row.step,
    script: row.script,
    startedAtMs: row.started_at_ms,
    finishedAtMs: row.finished_at_ms,
    failedAtMs: row.failed_at_ms,
  };
}
