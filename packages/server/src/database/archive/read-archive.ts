import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { RowTally } from './archive-part.ts';
import type { ArchivePart, ArchiveRow, ArchiveStart, TableTally } from './archive-part.ts';

/** What a backup says of itself, after every line of it was read and every sum was right. */
export type CheckedArchive = Pick<ArchiveStart, 'madeAt' | 'from' | 'migrations'> & {
  readonly tables: readonly TableTally[];
  readonly rows: number;
};

const wholeNumber = z.int().nonnegative();
const sumSchema = z.string().regex(/^[0-9a-f]{64}$/);
const rowSchema = z.array(z.union([z.string(), z.int(), z.null()]));
const markSchema = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('netberth backup'),
    format: z.literal(1, 'is of a newer Netberth'),
    madeAt: z.string(),
    from: z.string(),
    migrations: z.array(z.string()),
  }),
  z.object({
    part: z.literal('table'),
    table: z.string(),
    columns: z.array(z.string()),
    lastKey: wholeNumber.nullable(),
  }),
  z.object({ part: z.literal('table end'), table: z.string(), rows: wholeNumber, sha256: sumSchema }),
  z.object({ part: z.literal('end'), tables: wholeNumber, rows: wholeNumber, sha256: sumSchema }),
]);

/** So many rows are handed on at once. */
const rowsAtOnce = 500;

/**
 * The parts of a backup in a file. Read it to its end with {@link checkArchive} before anything is done with it.
 * @throws with the line that is wrong
 */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const hash = createHash('sha256');
  let rows: ArchiveRow[] = [];
  let number = 0;
  let isEnded = false;
  for await (const line of linesOf(file)) {
    number += 1;
    const value = parseLine(line, number);
    if (isEnded) throw new Error(`line ${number} stands behind its end.`);
    if (!Array.isArray(value) || rows.length === rowsAtOnce) {
      if (rows.length > 0) yield { part: 'rows', rows };
      rows = [];
    }
    if (Array.isArray(value)) {
      rows.push(rowOf(value, number));
    } else {
      const mark = markOf(value, number);
      if (mark.part === 'end') {
        isEnded = true;
        if (mark.sha256 !== hash.digest('hex')) throw new Error('its checksum is wrong: it was changed.');
      }
      yield mark;
    }
    if (!isEnded) hash.update(`${line}\n`);
  }
  if (!isEnded) throw new Error(`it is cut off after line ${number}.`);
}

/** Reads all of a backup. @throws with what is wrong */
export async function checkArchive(
  file: string,
  onRows: (rows: number) => void = () => undefined,
): Promise<CheckedArchive> {
  let start: ArchiveStart | undefined;
  const tables: TableTally[] = [];
  let tally = new RowTally();
  let rows = 0;
  for await (const part of readArchive(file)) {
    switch (part.part) {
      case 'netberth backup':
        start = part;
        break;
      case 'table':
        tally = new RowTally();
        break;
      case 'rows':
        tally.add(part.rows);
        rows += part.rows.length;
        onRows(rows);
        break;
      case 'table end': {
        const counted = tally.end();
        if (counted.rows !== part.rows || counted.sha256 !== part.sha256)
          throw new Error(`the rows of its table "${part.table}" are not those that were written.`);
        tables.push({ table: part.table, ...counted });
        break;
      }
      case 'end':
        break;
    }
  }
  if (start === undefined) throw new Error('it does not begin as a backup does.');
  return { madeAt: start.madeAt, from: start.from, migrations: start.migrations, tables, rows };
}

/** Only a line feed ends a line: text may hold what others take for one, such as U+2028. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const text = createGunzip().setEncoding('utf8');
  // Its failure comes out of the iteration.
  pipeline(createReadStream(file), text, () => undefined);
  let rest = '';
  try {
    for await (const piece of text as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw whyUnreadable(error as NodeJS.ErrnoException);
  }
  if (rest !== '') yield rest;
}

function whyUnreadable(error: NodeJS.ErrnoException): Error {
  if (error.code === 'Z_BUF_ERROR') return new Error('it is cut off.', { cause: error });
  if (error.code?.startsWith('Z_') === true)
    return new Error('it is no backup of Netberth, or it was damaged.', { cause: error });
  return error;
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`line ${number} is not JSON.`, { cause: error });
  }
}

function rowOf(value: unknown, number: number): ArchiveRow {
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) throw new Error(`line ${number} is no row.`);
  return parsed.data;
}

function markOf(value: unknown, number: number): Exclude<ArchivePart, { readonly part: 'rows' }> {
  const parsed = markSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    number === 1
      ? `it is no backup that this version reads: ${issue?.path.join('.')} ${issue?.message}.`
      : `line ${number} is not known: ${issue?.path.join('.')} ${issue?.message}.`,
  );
}
