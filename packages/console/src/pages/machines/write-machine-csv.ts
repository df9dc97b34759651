import type { Machine } from '@netberth/api';
import { formula, ignoredColumns, labelPrefix, plainColumns } from './csv-columns.ts';

/** What `readMachineCsv` reads, id and state for people. */
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
