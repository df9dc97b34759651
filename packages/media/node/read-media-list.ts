import {
  MediaTwins,
  parseMediaListHeader,
  readMediaRow,
  type MediaListColumn,
  type MediaRow,
  type WayText,
} from '../src/index.ts';
import { readCsv, UnreadableList, type ListSource } from './read-csv.ts';

export type CheckedList =
  | { readonly kind: 'list'; readonly rows: number; readonly warnings: readonly string[] }
  /** Sentences, each with its line. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

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
  for await (const { line, cells } of readCsv(source)) {
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
