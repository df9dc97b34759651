import { sql } from 'kysely';
import type { ConnectedDatabase } from '../connected-database.ts';
import { storable } from '../compile-statement.ts';
import { migrationState } from '../done-migrations.ts';
import { refuseNewer } from '../migrate.ts';
import { tableShapes } from '../table-shapes.ts';
import type { TableShape } from '../table-shapes.ts';
import { upkeepOf } from '../upkeep/upkeep.ts';
import type { Counter, Query, Upkeep } from '../upkeep/upkeep.ts';
import type { ArchivePart, ArchiveRow, ArchiveStart, TableStart, TableTally } from './archive-part.ts';
import { dumpDatabase } from './dump-database.ts';

/** Every database takes so many values in one statement; SQL Server 2100 and a thousand rows. */
const mostValues = 2000;
const mostRows = 500;
/** What a column for names holds on the servers, in characters. */
const nameCharacters = 320;

export type Loaded = {
  readonly tables: readonly TableTally[];
  readonly rows: number;
  /** What was done afterwards, when the content was of an older version. */
  readonly migrated: readonly string[];
};

/**
 * Fill an empty database, all of it or nothing, with the tables that its content had; read it back and compare; then
 * bring it to this version's tables.
 * @throws when it is not empty, when the content is of a newer version, when a row does not fit
 */
export async function loadDatabase(
  target: ConnectedDatabase,
  parts: AsyncIterable<ArchivePart>,
): Promise<Loaded> {
  const content = parts[Symbol.asyncIterator]();
  try {
    const first = (await content.next()).value as ArchivePart | undefined;
    if (first?.part !== 'netberth backup') throw new Error('it does not begin as a backup does.');
    return await loadAfter(target, first, { [Symbol.asyncIterator]: () => content });
  } finally {
    // Else whoever gives the parts would wait for ever to be asked for the next.
    await content.return?.();
  }
}

async function loadAfter(
  target: ConnectedDatabase,
  { migrations }: ArchiveStart,
  rest: AsyncIterable<ArchivePart>,
): Promise<Loaded> {
  const upkeep = await upkeepOf(target.kind);
  refuseNewer(migrations);
  await demandEmpty(target, upkeep);
  await target.migrate({ only: migrations });
  const shapes = await tableShapes(migrations);
  const sent = await target.query.transaction().execute((query) => fill({ query, upkeep }, shapes, rest));
  for (const { counter, last } of sent.counters) await upkeep.countFrom(target.query, counter, last);
  await compare(target, migrations, sent.tables);
  const migrated = await target.migrate();
  return { tables: sent.tables, rows: sent.tables.reduce((sum, { rows }) => sum + rows, 0), migrated };
}

/** Tables without a row are those of a load that was given up, or of `db migrate`. */
async function demandEmpty(target: ConnectedDatabase, upkeep: Upkeep): Promise<void> {
  const { done } = await migrationState(target);
  const own = new Set([...(await tableShapes(done)).map(({ name }) => name), ...ownRecords]);
  for (const name of await upkeep.tableNames(target.query)) {
    if (!own.has(name) && !name.startsWith('machine_search'))
      throw new Error(`it is not empty: it has the table "${name}", which is not ours. Make a new database.`);
    if (ownRecords.has(name) || name.startsWith('machine_search')) continue;
    const { rows } = await sql<{ found: number }>`
      select count(*) as found from ${sql.table(name)}`.execute(target.query);
    const found = Number(rows[0]?.found);
    if (found > 0)
      throw new Error(
        `it is not empty: the table "${name}" has ${found === 1 ? 'a row' : `${found} rows`}. Nothing is ever written over: make a new database, or name another file.`,
      );
  }
}

const ownRecords = new Set(['migrations', 'migration_places']);

type Filling = { readonly query: Query; readonly upkeep: Upkeep };
type Sent = {
  readonly tables: TableTally[];
  readonly counters: { readonly counter: Counter; readonly last: number }[];
};

async function fill(
  filling: Filling,
  shapes: readonly TableShape[],
  parts: AsyncIterable<ArchivePart>,
): Promise<Sent> {
  const sent: Sent = { tables: [], counters: [] };
  let table: Table | undefined;
  let isWhole = false;
  for await (const part of parts) {
    switch (part.part) {
      case 'netberth backup':
        throw new Error('it has a second start in it.');
      case 'table':
        table = openTable(part, shapes);
        break;
      case 'rows':
        if (table) await insertRows(filling, table, part.rows);
        break;
      case 'table end':
        if (table?.shape.counted) {
          const counter = { table: part.table, column: table.shape.counted };
          if (table.lastKey > 0) sent.counters.push({ counter, last: table.lastKey });
        }
        sent.tables.push({ table: part.table, rows: part.rows, sha256: part.sha256 });
        table = undefined;
        break;
      case 'end':
        isWhole = part.tables === sent.tables.length;
    }
  }
  if (!isWhole) throw new Error('it ends too early.');
  return sent;
}

type Table = { readonly shape: TableShape; readonly lastKey: number };

function openTable({ table, columns, lastKey }: TableStart, shapes: readonly TableShape[]): Table {
  const shape = shapes.find(({ name }) => name === table);
  const expected = shape?.columns.map(({ name }) => name);
  if (shape === undefined || expected?.join() !== columns.join())
    throw new Error(`its table "${table}" is not the one that its migrations make.`);
  return { shape, lastKey: lastKey ?? 0 };
}

async function insertRows(
  { query, upkeep }: Filling,
  { shape }: Table,
  rows: readonly ArchiveRow[],
): Promise<void> {
  const names = shape.columns.map(({ name }) => name);
  const around = (shape.counted !== null && upkeep.aroundKeys?.(shape.name)) || [sql``, sql``];
  const atOnce = Math.min(mostRows, Math.floor(mostValues / names.length));
  for (let first = 0; first < rows.length; first += atOnce) {
    const some = rows.slice(first, first + atOnce);
    if (upkeep.cutsNames) for (const row of some) demandShortNames(shape, row);
    const values = some.map((row) => sql`(${sql.join(row.map(storable))})`);
    const columns = sql.join(names.map((name) => sql.ref(name)));
    const [before, behind] = around;
    await sql`${before}insert into ${sql.table(shape.name)} (${columns}) values ${sql.join(values)}${behind}`.execute(
      query,
    );
  }
}

/** SQLite takes any; else the server would say no more than that some value is too long. */
function demandShortNames({ name, columns, key }: TableShape, row: ArchiveRow): void {
  for (const [index, column] of columns.entries()) {
    const value = row[index];
    if (column.kind !== 'name' || typeof value !== 'string' || value.length <= nameCharacters) continue;
    const characters = Array.from(value).length;
    if (characters <= nameCharacters) continue;
    const which = key
      .map((part) => `${part} ${row[columns.findIndex((one) => one.name === part)]}`)
      .join(', ');
    throw new Error(
      `a row of "${name}" (${which.slice(0, 200)}) does not fit: its ${column.name} has ${characters} characters, and ${nameCharacters} is the most there. Shorten it, and copy again.`,
    );
  }
}

/** Reads everything back: what a database has changed on its way in is found here. */
async function compare(
  target: ConnectedDatabase,
  migrations: readonly string[],
  sent: readonly TableTally[],
): Promise<void> {
  const expected = new Map(sent.map((tally) => [tally.table, tally]));
  for await (const part of dumpDatabase(target, migrations, '')) {
    if (part.part !== 'table end') continue;
    const wanted = expected.get(part.table);
    if (wanted?.rows !== part.rows)
      throw new Error(
        `the table "${part.table}" has ${part.rows} rows, and ${wanted?.rows} were sent. Drop this database; the one it came from is as it was.`,
      );
    if (wanted.sha256 !== part.sha256)
      throw new Error(
        `the table "${part.table}" does not read as it was sent. Drop this database; the one it came from is as it was.`,
      );
  }
}
