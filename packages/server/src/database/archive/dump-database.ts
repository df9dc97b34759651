import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { ConnectedDatabase, DatabaseKind } from '../connected-database.ts';
import { refuseNewer } from '../migrate.ts';
import { beginSnapshot } from '../snapshot.ts';
import { tableShapes } from '../table-shapes.ts';
import type { ColumnShape, TableShape } from '../table-shapes.ts';
import { upkeepOf } from '../upkeep/upkeep.ts';
import type { SqlValue } from '../work.ts';
import { RowTally, archiveFormat } from './archive-part.ts';
import type { ArchivePart, ArchiveRow } from './archive-part.ts';

/** What a page holds in memory; a row may have a log of 64 KiB. */
const pageRows = 500;

type Source = Pick<ConnectedDatabase, 'kind' | 'query'>;

/**
 * Everything in the tables, at one moment, while others go on writing. Rows come by their keys, so that the same content
 * gives the same parts on every database.
 *
 * @param done the migrations that the database has
 * @throws when a newer version has made some of them
 */
export async function* dumpDatabase(
  source: Source,
  done: readonly string[],
  madeAt: string,
): AsyncGenerator<ArchivePart> {
  refuseNewer(done);
  const upkeep = await upkeepOf(source.kind);
  const shapes = await tableShapes(done);
  const snapshot = await beginSnapshot(source);
  try {
    yield {
      part: 'netberth backup',
      format: archiveFormat,
      madeAt,
      from: upkeep.title,
      migrations: [...done],
    };
    let rows = 0;
    for (const shape of shapes) {
      const { name: table, counted: column } = shape;
      const lastKey = column === null ? null : await upkeep.lastKey(snapshot, { table, column });
      yield { part: 'table', table, columns: shape.columns.map(({ name }) => name), lastKey };
      const tally = new RowTally();
      const pages = shape.key.length > 0 ? pagesByKey : pagesByFirstColumn;
      for await (const page of pages({ ...source, query: snapshot }, shape)) {
        tally.add(page);
        yield { part: 'rows', rows: page };
      }
      const counted = tally.end();
      rows += counted.rows;
      yield { part: 'table end', table, ...counted };
    }
    // Whoever writes a file knows the sum of its lines.
    yield { part: 'end', tables: shapes.length, rows, sha256: '' };
  } finally {
    await snapshot.rollback().execute();
  }
}

type Fields = Readonly<Record<string, unknown>>;

async function* pagesByKey(source: Source, shape: TableShape): AsyncGenerator<readonly ArchiveRow[]> {
  let last: Fields | undefined;
  for (let equal = 0; equal >= 0;) {
    const rows: readonly Fields[] = await pageAfter(source, shape, last, equal);
    if (rows.length > 0) yield rows.map((row) => rowOf(row, shape));
    last = rows.at(-1) ?? last;
    // A short page: all with these first columns have been seen. So few columns of the key stay the same next.
    equal = rows.length < pageRows ? equal - 1 : shape.key.length - 1;
  }
}

/**
 * The next rows by key: those whose first `equal` columns are as in the last row, and whose next is greater. Databases
 * find these by an index, which most do not for `(a, b) > (x, y)`.
 */
async function pageAfter(
  { kind, query }: Source,
  { name, key, columns }: TableShape,
  last: Fields | undefined,
  equal: number,
): Promise<readonly Fields[]> {
  const wanted = sql.join(columns.map((column) => sql.ref(column.name)));
  const kept = key.slice(0, equal).map((column) => sql`${sql.ref(column)} = ${last?.[column]}`);
  const next = key[equal] ?? '';
  const beyond = last === undefined ? [] : [...kept, sql`${sql.ref(next)} > ${last[next]}`];
  const where = beyond.length === 0 ? sql`` : sql`where ${sql.join(beyond, sql` and `)}`;
  const order = sql.join(key.map((column) => sql.ref(column)));
  const page = sql<Fields>`select ${wanted} from ${sql.table(name)} ${where} order by ${order} ${firstRows[kind]}`;
  return (await page.execute(query)).rows;
}

/**
 * Of a table without a primary key: all rows of some values of its first column at a time, in an order that every database
 * has, wherever it sorts nulls to.
 */
async function* pagesByFirstColumn(
  { kind, query }: Source,
  shape: TableShape,
): AsyncGenerator<readonly ArchiveRow[]> {
  const table = sql.table(shape.name);
  const first = sql.ref(shape.columns[0]?.name ?? '');
  const all = shape.columns.map(({ name }) => sql.ref(name));
  const order = sql.join(all.map((column) => sql`case when ${column} is null then 0 else 1 end, ${column}`));
  for (let last: number | undefined; ;) {
    const beyond: RawBuilder<unknown> =
      last === undefined ? sql`${first} is not null` : sql`${first} > ${last}`;
    const found = await sql<{ value: number }>`select distinct ${first} as value from ${table}
      where ${beyond} order by ${first} ${firstValues[kind]}`.execute(query);
    last = found.rows.at(-1)?.value;
    if (last === undefined) return;
    const page = await sql<Fields>`select ${sql.join(all)} from ${table}
      where ${beyond} and ${first} <= ${last} order by ${order}`.execute(query);
    yield page.rows.map((row) => rowOf(row, shape));
  }
}

const firstRows = firstOf(pageRows);
const firstValues = firstOf(50);

function firstOf(count: number): Readonly<Record<DatabaseKind, RawBuilder<unknown>>> {
  const limit = sql.raw(`limit ${count}`);
  const fetch = sql.raw(`offset 0 rows fetch next ${count} rows only`);
  return { sqlite: limit, postgres: limit, mysql: limit, mssql: fetch };
}

function rowOf(row: Fields, { columns }: TableShape): ArchiveRow {
  return columns.map((column) => valueOf(row, column));
}

function valueOf(row: Fields, { name, kind }: ColumnShape): SqlValue {
  const value = row[name];
  if (value === null || value === undefined) return null;
  return kind === 'integer' ? Number(value) : (value as string);
}
