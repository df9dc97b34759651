import { machineAdd } from '@netberth/api';
import { readFields } from '@netberth/slips/fields';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { z } from 'zod';
import { wordsOf } from '../../format/words-of.ts';
import { texts } from '../../texts/texts.ts';
import { formula, ignoredColumns, labelPrefix, plainColumns } from './csv-columns.ts';

export type NewMachine = z.input<typeof machineAdd.input>;

/** What is wrong with a row; `column`: with this value of it; null: with the row as a whole. */
export type CsvFault = { readonly column: string | null; readonly what: string };
export type CsvRow = {
  /** As an editor shows it. */
  readonly line: number;
  /** By the names of the columns. */
  readonly values: ReadonlyMap<string, string>;
  readonly machine: NewMachine;
  /** Empty: it can be added. */
  readonly faults: readonly CsvFault[];
};
export type CsvReading = {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Why nothing of the file could be read. */
  readonly problem: { readonly line: number; readonly what: string } | null;
};

export const noReading: CsvReading = { columns: [], rows: [], problem: null };

/** Machines to add, out of a file with a line of column names; every problem at once. */
export function readMachineCsv(text: string): CsvReading {
  const read = linesOf(text);
  if ('what' in read) return { ...noReading, problem: read };
  const [head, ...lines] = read.lines;
  if (head === undefined || lines.length === 0) return problemAt(1, texts.csv.empty);
  const unknown = head.cells.find((name) => !isColumn(name));
  if (unknown !== undefined) return problemAt(head.line, texts.csv.unknownColumn(unknown));
  const columns = head.cells.filter((name) => !ignoredColumns.includes(name));
  const rows = lines.map(({ line, cells }) => readRow(line, head.cells, cells));
  return { columns, rows: withDoubles(rows), problem: null };
}

function problemAt(line: number, what: string): CsvReading {
  return { ...noReading, problem: { line, what } };
}

type Line = { readonly line: number; readonly cells: readonly string[] };

function linesOf(text: string): { lines: readonly Line[] } | { line: number; what: string } {
  try {
    const options = { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true, info: true };
    const parsed = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[];
    return { lines: parsed.map(({ info, record }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (error instanceof CsvError) return { line: Number(error['lines'] ?? 1), what: error.message };
    throw error;
  }
}

function isColumn(name: string): boolean {
  return name.startsWith(labelPrefix) || [...plainColumns, ...ignoredColumns].some((known) => known === name);
}

function readRow(line: number, head: readonly string[], cells: readonly string[]): CsvRow {
  const values = new Map(head.map((name, index) => [name, plainCell(cells[index] ?? '')]));
  const machine = machineOf(values);
  const row = { line, values, machine };
  if (cells.length > head.length) return { ...row, faults: [{ column: null, what: texts.csv.tooManyCells }] };
  if (machine.macs?.length === 0 && machine.serial === undefined && machine.uuid === undefined)
    return { ...row, faults: [{ column: null, what: texts.csv.noIdentifier }] };
  const read = readFields(machineAdd.input, machine, 'hidden');
  const problems = read.ok ? [] : read.problems;
  return { ...row, faults: problems.map(({ path, message }) => ({ column: columnOf(path), what: message })) };
}

function machineOf(values: ReadonlyMap<string, string>): NewMachine {
  const labels = [...values].flatMap(([name, value]) =>
    name.startsWith(labelPrefix) && value !== '' ? [[name.slice(labelPrefix.length), value]] : [],
  );
  const others = plainColumns.flatMap((name) => {
    const value = values.get(name) ?? '';
    return name === 'macs' || value === '' ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(others),
    macs: wordsOf(values.get('macs') ?? ''),
    labels: Object.fromEntries(labels),
  };
}

/** `['macs', 0]` is of the column `macs`, `['labels', 'site']` of `label:site`. */
function columnOf([field, part]: readonly PropertyKey[]): string {
  return field === 'labels' && part !== undefined ? `${labelPrefix}${String(part)}` : String(field);
}

/** One machine in two rows would be refused when the second is added: it is said before. */
function withDoubles(rows: readonly CsvRow[]): readonly CsvRow[] {
  const lineOf = new Map<string, number>();
  return rows.map((row) => {
    const doubles = identifiersOf(row.machine).flatMap(({ column, value }) => {
      const key = `${column} ${value.toLowerCase().replaceAll('-', ':')}`;
      const first = lineOf.get(key);
      lineOf.set(key, first ?? row.line);
      return first === undefined ? [] : [{ column, what: texts.csv.double(value, first) }];
    });
    return doubles.length === 0 ? row : { ...row, faults: [...row.faults, ...doubles] };
  });
}

function identifiersOf({ macs = [], serial, uuid }: NewMachine): { column: string; value: string }[] {
  return [
    ...macs.map((value) => ({ column: 'macs', value })),
    ...(serial === undefined ? [] : [{ column: 'serial', value: serial }]),
    ...(uuid === undefined ? [] : [{ column: 'uuid', value: uuid }]),
  ];
}

function plainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
