import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import {
  MediaTwins,
  parseMediaListHeader,
  readMediaRow,
  type MediaListColumn,
  type MediaRow,
  type WayText,
} from '@netberth/media';
import { CsvError, parse } from 'csv-parse';
import { Failure } from '../failure.ts';
import { refuseMedia } from './refuse-media.ts';

type Line = { readonly line: number; readonly cells: readonly string[] };
export type CheckedList = { readonly rows: number; readonly warnings: readonly string[] };

/** So many problems are named; a person mends the first ones and looks again. */
const mostNamed = 50;

/**
 * Reads a list from its beginning to its end and remembers nothing of it but what must be unique.
 *
 * Throws a Failure that names every faulty row by its line.
 */
export async function checkMediaList(path: string, defaults: WayText): Promise<CheckedList> {
  const twins = new MediaTwins();
  const [problems, warnings]: [string[], string[]] = [[], []];
  let [rows, faults] = [0, 0];
  const blame = (line: number, found: readonly string[]) => {
    faults += found.length;
    problems.push(
      ...found.slice(0, Math.max(0, mostNamed - problems.length)).map((text) => `line ${line}: ${text}`),
    );
  };
  for await (const { line, read } of readRows(path, defaults)) {
    rows += 1;
    if (read.kind === 'refused') blame(line, read.problems);
    else {
      blame(line, twins.note(read.row, line));
      if (warnings.length < mostNamed) warnings.push(...read.warnings.map((text) => `line ${line}: ${text}`));
    }
  }
  if (faults > problems.length) problems.push(`… and ${faults - problems.length} more`);
  if (rows === 0) problems.push(`${path} has no row below its header`);
  if (problems.length > 0) throw refuseMedia(problems);
  return { rows, warnings };
}

/** The rows of a list that was found in order. */
export async function* mediaRows(path: string, defaults: WayText): AsyncGenerator<MediaRow> {
  for await (const { line, read } of readRows(path, defaults)) {
    if (read.kind === 'refused')
      throw new Failure(`${path} has changed while it was read: line ${line} is faulty now`);
    yield read.row;
  }
}

async function* readRows(path: string, defaults: WayText) {
  let columns: readonly MediaListColumn[] | null = null;
  for await (const { line, cells } of readLines(path)) {
    if (columns === null) columns = columnsOf(cells);
    else yield { line, read: readMediaRow(columns, cells, defaults) };
  }
  if (columns === null) throw refuseMedia([`${path} is empty: its first line names the columns`]);
}

function columnsOf(cells: readonly string[]): readonly MediaListColumn[] {
  const header = parseMediaListHeader(cells);
  if (header.kind === 'refused') throw refuseMedia(header.problems.map((problem) => `line 1: ${problem}`));
  return header.columns;
}

async function* readLines(path: string): AsyncGenerator<Line> {
  const delimiter = await delimiterOf(path);
  const parser = createReadStream(path).pipe(
    parse({ bom: true, delimiter, info: true, relaxColumnCount: true, skipEmptyLines: true, trim: true }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw refuseMedia([`${path}: ${error.message}`]);
    throw error;
  }
}

/** Spreadsheets write commas, semicolons or tabs, by the country they think they are in; the header tells. */
async function delimiterOf(path: string): Promise<string> {
  const [firstLine = ''] = (await readStart(path)).split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: firstLine.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

async function readStart(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read ${path}: ${why}`, { cause: error });
  }
}
