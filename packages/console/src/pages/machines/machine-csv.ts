import { machineAdd } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { z } from 'zod';
import { wordsOf } from '../../format/words-of.ts';
import { texts } from '../../texts/texts.ts';

export type NewMachine = z.input<typeof machineAdd.input>;
export type CsvReading = {
  readonly machines: readonly NewMachine[];
  /** Line numbers as an editor shows them. */
  readonly problems: readonly { readonly line: number; readonly what: string }[];
};

const plainColumns = ['macs', 'serial', 'uuid', 'hostname', 'address', 'resting'] as const;
/** What `machine export` has more than `machine add` takes. */
const ignoredColumns = ['id', 'state'];
const labelPrefix = 'label:';

/** Machines to add, out of a file with a line of column names; every problem at once. */
export function readMachineCsv(text: string): CsvReading {
  const read = rowsOf(text);
  if ('what' in read) return { machines: [], problems: [read] };
  const [head, ...lines] = read.rows;
  const unknown = (head?.cells ?? []).filter((name) => !isColumn(name));
  if (head === undefined || lines.length === 0) return problemAt(1, texts.csv.empty);
  if (unknown[0] !== undefined) return problemAt(head.line, texts.csv.unknownColumn(unknown[0]));
  const checked = lines.map(({ line, cells }) => ({ line, ...readLine(head.cells, cells) }));
  return {
    machines: checked.flatMap(({ machine }) => (machine === undefined ? [] : [machine])),
    problems: checked.flatMap(({ line, what }) => (what === undefined ? [] : [{ line, what }])),
  };
}

function problemAt(line: number, what: string): CsvReading {
  return { machines: [], problems: [{ line, what }] };
}

type Row = { readonly line: number; readonly cells: readonly string[] };

function rowsOf(text: string): { rows: readonly Row[] } | { line: number; what: string } {
  try {
    const options = { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true, info: true };
    const parsed = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[];
    return { rows: parsed.map(({ info, record }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (error instanceof CsvError) return { line: Number(error['lines'] ?? 1), what: error.message };
    throw error;
  }
}

function isColumn(name: string): boolean {
  return name.startsWith(labelPrefix) || [...plainColumns, ...ignoredColumns].some((known) => known === name);
}

function readLine(
  head: readonly string[],
  cells: readonly string[],
): { readonly machine?: NewMachine; readonly what?: string } {
  if (cells.length > head.length) return { what: texts.csv.tooManyCells };
  const values = new Map(head.map((name, index) => [name, plainCell(cells[index] ?? '')]));
  const macs = wordsOf(values.get('macs') ?? '');
  const labels = Object.fromEntries(
    [...values].flatMap(([name, value]) =>
      name.startsWith(labelPrefix) && value !== '' ? [[name.slice(labelPrefix.length), value]] : [],
    ),
  );
  const others = Object.fromEntries(
    plainColumns.flatMap((name) => {
      const value = values.get(name) ?? '';
      return name === 'macs' || value === '' ? [] : [[name, value]];
    }),
  );
  const machine = { ...others, macs, labels };
  if (macs.length === 0 && !('serial' in others) && !('uuid' in others))
    return { what: texts.csv.noIdentifier };
  const checked = machineAdd.input.safeParse(machine);
  if (checked.success) return { machine };
  return { what: checked.error.issues.map(({ path, message }) => `${path.join(' ')} ${message}`).join('; ') };
}

/** A spreadsheet runs a value that begins like this, and its serial number comes from the machine. */
const formula = /^[=+\-@\t\r]/;

function plainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** What {@link readMachineCsv} reads, id and state for people. */
export function writeMachineCsv(machines: readonly Machine[]): string {
  const labels = [...new Set(machines.flatMap((machine) => Object.keys(machine.labels)))].sort();
  const head = [...ignoredColumns, ...plainColumns, ...labels.map((name) => `${labelPrefix}${name}`)];
  const rows = machines.map((machine) => [
    String(machine.id),
    machine.state,
    machine.macs.join(' '),
    machine.serial ?? '',
    machine.uuid ?? '',
    machine.hostname ?? '',
    machine.address ?? '',
    machine.resting,
    ...labels.map((name) => machine.labels[name] ?? ''),
  ]);
  return [head, ...rows].map((row) => `${row.map(writtenCell).join(',')}\r\n`).join('');
}

function writtenCell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
