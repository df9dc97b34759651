import type { FetchedFile } from '@netberth/api';
import { change, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { TransferRow } from './transfer-ledger.ts';

type Values = {
  bootNumber: number;
  file: string;
  sizeBytes: number;
  sentBytes: number;
  coveredBytes: number;
  firstAtMs: number;
  lastAtMs: number;
};

const addToRow = statement<Values>()((query, values) =>
  query
    .updateTable('fetched_files')
    .set((eb) => ({
      size_bytes: values.sizeBytes,
      sent_bytes: eb(eb.ref('sent_bytes'), '+', values.sentBytes),
      covered_bytes: eb
        .case()
        .when(
          // Of a file that has another size since, what was fetched before no longer counts.
          eb.and([eb('covered_bytes', '>', values.coveredBytes), eb('size_bytes', '=', values.sizeBytes)]),
        )
        .then(eb.ref('covered_bytes'))
        .else(values.coveredBytes)
        .end(),
      // Several servers add to it, each when it comes to that.
      first_at_ms: eb
        .case()
        .when(eb('first_at_ms', '<', values.firstAtMs))
        .then(eb.ref('first_at_ms'))
        .else(values.firstAtMs)
        .end(),
      last_at_ms: eb
        .case()
        .when(eb('last_at_ms', '>', values.lastAtMs))
        .then(eb.ref('last_at_ms'))
        .else(values.lastAtMs)
        .end(),
    }))
    .where('boot_number', '=', values.bootNumber)
    .where('file', '=', values.file),
);
const insertRow = statement<Values>()((query, values) =>
  query.insertInto('fetched_files').values({
    boot_number: values.bootNumber,
    file: values.file,
    size_bytes: values.sizeBytes,
    sent_bytes: values.sentBytes,
    covered_bytes: values.coveredBytes,
    first_at_ms: values.firstAtMs,
    last_at_ms: values.lastAtMs,
  }),
);

/** Add what a ledger drained to what is stored. */
export function* storeTransfers(rows: readonly TransferRow[]): Writing<void> {
  for (const row of rows) {
    const values = {
      bootNumber: row.bootNumber,
      file: storedName(row.file),
      sizeBytes: row.fileSizeBytes,
      sentBytes: row.sentBytesAdded,
      coveredBytes: row.coveredBytes,
      firstAtMs: row.firstAtMs,
      lastAtMs: row.lastAtMs,
    };
    const changed = yield* change(addToRow, values);
    if (changed === 0) yield* change(insertRow, values);
  }
}

/** A path may have 512 characters, a key 320; its end says more than its beginning. */
function storedName(path: string): string {
  return path.length > 320 ? `…${path.slice(-319)}` : path;
}

export function* filesFetchedBy(bootNumbers: readonly number[]): Reading<ReadonlyMap<number, FetchedFile[]>> {
  const byBoot = new Map<number, FetchedFile[]>(bootNumbers.map((number) => [number, []]));
  if (bootNumbers.length === 0) return byBoot;
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('fetched_files')
      .selectAll()
      .where('boot_number', 'in', [...bootNumbers])
      .orderBy('first_at_ms')
      .orderBy('file'),
  );
  for (const row of rows) {
    byBoot.get(row.boot_number)?.push({
      file: row.file,
      sizeBytes: row.size_bytes,
      sentBytes: row.sent_bytes,
      percent: row.size_bytes === 0 ? 100 : Math.floor((row.covered_bytes * 1000) / row.size_bytes) / 10,
      // A clock that jumps back in the middle of a file makes it end before it began.
      durationMs: Math.max(0, row.last_at_ms - row.first_at_ms),
      complete: row.covered_bytes >= row.size_bytes,
    });
  }
  return byBoot;
}
