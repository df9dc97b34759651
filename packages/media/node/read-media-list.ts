import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import {
  MediaTwins,
  parseMediaListHeader,
  readMediaRow,
  type MediaListColumn,
  type MediaRow,
  type WayText,
} from '../src/index.ts';

/** A CSV file, opened anew for each reading. */
export type ListSource = {
  /** As problems name it. */
  readonly name: string;
  readonly open: () => AsyncIterable<string | Buffer>;
};

export type CheckedList =
  | { readonly kind: 'list'; readonly rows: number; readonly warnings: readonly string[] }
  /** Sentences, each with its line. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The text is no list of media; what is wrong with single rows is not thrown. */
class UnreadableList extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

type Line = { readonly line: number; readonly cells: readonly string[] };

/** So many problems are named; a person mends the first ones and looks again. */
const mostNamed = 50;

/**
 * Reads a list from its beginning to its end and remembers nothing of it but what must be unique.
 * `onChecked` is told after each row how many there were.
 */
export async function checkMediaList(
  source: ListSource,
  defaults: WayText,
  onChecked: (rows: number) => void = () => undefined,
): Promise<CheckedList> {
  try {
    return await checkRows(source, defaults, onChecked);
  } catch (error) {
    if (error instanceof UnreadableList) return { kind: 'refused', problems: error.problems };
    throw error;
  }
}

async function checkRows(
  source: ListSource,
  defaults: WayText,
  onChecked: (rows: number) => void,
): Promise<CheckedList> {
  const twins = new MediaTwins();
  const [problems, warnings]: [string[], string[]] = [[], []];
  let [rows, faults, doubts] = [0, 0, 0];
  const blame = (line: number, found: readonly string[]) => {
    faults += found.length;
    problems.push(
      ...found.slice(0, Math.max(0, mostNamed - problems.length)).map((text) => `line ${line}: ${text}`),
    );
  };
  for await (const { line, read } of readRows(source, defaults)) {
    rows += 1;
    onChecked(rows);
    if (read.kind === 'refused') blame(line, read.problems);
    else {
      blame(line, twins.note(read.row, line));
      doubts += read.warnings.length;
      if (warnings.length < mostNamed) warnings.push(...read.warnings.map((text) => `line ${line}: ${text}`));
    }
  }
  if (faults > problems.length) problems.push(`… and ${faults - problems.length} more`);
  if (doubts > warnings.length) warnings.push(`… and ${doubts - warnings.length} more`);
  if (rows === 0) problems.push(`${source.name} has no row below its header`);
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'list', rows, warnings };
}

/**
 * The rows of a list that was found in order.
 *
 * Throws an Error when it is not in order any more.
 */
export async function* mediaRows(source: ListSource, defaults: WayText): AsyncGenerator<MediaRow> {
  for await (const { line, read } of readRows(source, defaults)) {
    if (read.kind === 'refused')
      throw new Error(`${source.name} has changed while it was read: line ${line} is faulty now`);
    yield read.row;
  }
}

async function* readRows(source: ListSource, defaults: WayText) {
  let columns: readonly MediaListColumn[] | null = null;
  for await (const { line, cells } of readLines(source)) {
    if (columns === null) columns = columnsOf(cells);
    else yield { line, read: readMediaRow(columns, cells, defaults) };
  }
  if (columns === null)
    throw new UnreadableList([`${source.name} is empty: its first line names the columns`]);
}

function columnsOf(cells: readonly string[]): readonly MediaListColumn[] {
  const header = parseMediaListHeader(cells);
  if (header.kind === 'refused')
    throw new UnreadableList(header.problems.map((problem) => `line 1: ${problem}`));
  return header.columns;
}

async function* readLines({ name, open }: ListSource): AsyncGenerator<Line> {
  const chunks = open()[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const parser = Readable.from(continued(first.value, chunks)).pipe(
    parse({
      bom: true,
      delimiter: delimiterIn(first.value.toString()),
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableList([`${name}: ${error.message}`]);
    throw error;
  }
}

async function* continued(first: string | Buffer, rest: AsyncIterator<string | Buffer>) {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Spreadsheets write commas, semicolons or tabs, by the country they think they are in; the header tells. */
function delimiterIn(text: string): string {
  const [firstLine = ''] = text.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: firstLine.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
