import type { Selectable } from 'kysely';
import type { SharedFilesTable } from '../../database/tables.ts';
import { moveWatermark, watermark } from '../../database/watermark.ts';
import { change, readAll, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

export type SharedFile = {
  readonly path: string;
  readonly object: string;
  readonly sizeBytes: number;
  readonly sha256: string;
};

export type FileChange = SharedFile & { readonly number: number; readonly isGone: boolean };

const numbers = 'shared-files';
/** What was removed is told so many changes long; a server that was away for longer finds its copies unused. */
const toldChanges = 10_000;

type Row = Selectable<SharedFilesTable>;

// A slash is followed by the digit 0: what is between them is below the folder.
const below = statement<{ path: string; first: string; end: string }>()((query, { path, first, end }) =>
  query
    .selectFrom('shared_files')
    .selectAll()
    .where('is_gone', '=', 0)
    .where((row) =>
      row.or([row('path', '=', path), row.and([row('path', '>', first), row('path', '<', end)])]),
    )
    .orderBy('path'),
);
const changedAfter = statement<{ number: number }>()((query, { number }) =>
  query
    .selectFrom('shared_files')
    .selectAll()
    .where('changed_number', '>', number)
    .orderBy('changed_number')
    .orderBy('path'),
);
const deleteRow = statement<{ path: string }>()((query, { path }) =>
  query.deleteFrom('shared_files').where('path', '=', path),
);
const insertRow = statement<Row>()((query, values) =>
  query.insertInto('shared_files').values({
    path: values.path,
    object: values.object,
    size_bytes: values.size_bytes,
    sha256: values.sha256,
    changed_number: values.changed_number,
    is_gone: values.is_gone,
  }),
);
const forgetGone = statement<{ number: number }>()((query, { number }) =>
  query.deleteFrom('shared_files').where('is_gone', '=', 1).where('changed_number', '<', number),
);

/** A file, or all below a folder. */
export function* sharedFilesAt(path: string): Reading<readonly SharedFile[]> {
  return (yield* readAll(below, { path, first: `${path}/`, end: `${path}0` })).map(fileOfRow);
}

/** In the order in which they were made. */
export function* fileChangesAfter(number: number): Reading<readonly FileChange[]> {
  const rows = yield* readAll(changedAfter, { number });
  return rows.map((row) => ({
    ...fileOfRow(row),
    number: row.changed_number,
    isGone: row.is_gone === 1,
  }));
}

/** @returns what stood there before: its objects are of no use any more */
export function* putSharedFiles(files: readonly SharedFile[]): Writing<readonly SharedFile[]> {
  const number = yield* nextNumber();
  const before: SharedFile[] = [];
  for (const file of files) {
    before.push(...(yield* sharedFilesAt(file.path)).filter(({ path }) => path === file.path));
    yield* put(file, number, false);
  }
  return before;
}

/** @returns what was there */
export function* removeSharedFiles(path: string): Writing<readonly SharedFile[]> {
  const files = yield* sharedFilesAt(path);
  if (files.length === 0) return [];
  const number = yield* nextNumber();
  for (const file of files) yield* put(file, number, true);
  yield* change(forgetGone, { number: number - toldChanges });
  return files;
}

function* nextNumber(): Writing<number> {
  const last = yield* watermark(numbers);
  yield* moveWatermark(numbers, last, last + 1);
  return last + 1;
}

function* put(
  { path, object, sizeBytes, sha256 }: SharedFile,
  number: number,
  isGone: boolean,
): Writing<void> {
  yield* change(deleteRow, { path });
  yield* change(insertRow, {
    ...{ path, object, size_bytes: sizeBytes, sha256 },
    ...{ changed_number: number, is_gone: isGone ? 1 : 0 },
  });
}

function fileOfRow(row: Row): SharedFile {
  return { path: row.path, object: row.object, sizeBytes: row.size_bytes, sha256: row.sha256 };
}
