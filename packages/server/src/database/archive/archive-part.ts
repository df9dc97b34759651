import { createHash } from 'node:crypto';
import type { SqlValue } from '../work.ts';

/** What a database is copied as, in this order: a start, of each table its start, its rows and its end, an end. */
export type ArchivePart =
  | ArchiveStart
  | TableStart
  | { readonly part: 'rows'; readonly rows: readonly ArchiveRow[] }
  | TableEnd
  | ArchiveEnd;

export type ArchiveRow = readonly SqlValue[];

export type ArchiveStart = {
  readonly part: 'netberth backup';
  readonly format: 1;
  readonly madeAt: string;
  /** Kind of the database it comes from, for people. */
  readonly from: string;
  /** Done in that database, in their order: they say what tables it has. */
  readonly migrations: readonly string[];
};
export type TableStart = {
  readonly part: 'table';
  readonly table: string;
  readonly columns: readonly string[];
  /** The last key that its counter gave; null: it has none. */
  readonly lastKey: number | null;
};
export type TableEnd = {
  readonly part: 'table end';
  readonly table: string;
  readonly rows: number;
  /** SHA-256 of the lines of its rows, hex. */
  readonly sha256: string;
};
export type ArchiveEnd = {
  readonly part: 'end';
  readonly tables: number;
  readonly rows: number;
  /** SHA-256 of all lines before, hex. */
  readonly sha256: string;
};

/** What each table had. */
export type TableTally = Pick<TableEnd, 'table' | 'rows' | 'sha256'>;

export const archiveFormat = 1;

/** Rows and what they come to, as they go by. */
export class RowTally {
  readonly #hash = createHash('sha256');
  #rows = 0;

  add(rows: readonly ArchiveRow[]): void {
    for (const row of rows) this.#hash.update(lineOf(row));
    this.#rows += rows.length;
  }

  end(): { readonly rows: number; readonly sha256: string } {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** A line of the file, with its line feed; JSON has none inside. */
export function lineOf(value: ArchiveRow | Exclude<ArchivePart, { readonly part: 'rows' }>): string {
  return `${JSON.stringify(value)}\n`;
}
