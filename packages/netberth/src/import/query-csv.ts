import { Failure } from '../failure.ts';
import { loadServer } from '../server/load-server.ts';

/** A database of somebody else, what to ask it, and what its columns are here. */
export type ForeignQuery = {
  readonly from: string;
  readonly query: string;
  /** `{ hostname: 'fqdn' }`: the column `fqdn` of the query is our `hostname`. */
  readonly map: Readonly<Record<string, string>>;
};

/** What a CSV file would have, of the rows of a query: the names of its columns in the first line. @throws a Failure */
export async function* queryCsv(asked: ForeignQuery): AsyncGenerator<string> {
  try {
    yield* linesOf(asked);
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function* linesOf({ from, query, map }: ForeignQuery): AsyncGenerator<string> {
  const care = await (await loadServer()).loadDatabaseCare();
  let columns: readonly string[] | undefined;
  for await (const row of care.readQuery(from, query)) {
    if (columns === undefined) {
      columns = Object.keys(row);
      demandColumns(columns, map);
      yield lineOf(columns.map((column) => ownName(column, map)));
    }
    yield lineOf(columns.map((column) => textOf(row[column])));
  }
}

function demandColumns(columns: readonly string[], map: ForeignQuery['map']): void {
  const missing = Object.values(map).find((column) => !columns.includes(column));
  if (missing !== undefined)
    throw new Error(`the query has no column "${missing}" that --map names: it has ${columns.join(', ')}.`);
}

function ownName(column: string, map: ForeignQuery['map']): string {
  return Object.entries(map).find(([, theirs]) => theirs === column)?.[0] ?? column;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value, (_, one: unknown) => wholeOf(one));
}

/** SQLite gives large numbers as these, which JSON does not know. */
function wholeOf(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
}
