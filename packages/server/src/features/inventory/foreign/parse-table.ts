import { Fields } from './fields-of.ts';
import { emptyDraft, type ForeignDraft, type ForeignDrafts } from './foreign-draft.ts';

const known = [
  ...['hostname', 'macs', 'uuid', 'serial', 'address', 'netmask', 'gateway', 'dns', 'search', 'card'],
  'protected',
] as const;
const alsoCalled: Readonly<Record<string, string>> = { mac: 'macs', name: 'hostname', ip: 'address' };
const label = /^label[:._-](.+)$/;

/** A table of machines: CSV whose first line names the columns, from a spreadsheet or a query. */
export async function parseTable(text: string): Promise<ForeignDrafts> {
  const { CsvError, parse } = await import('csv-parse/browser/esm/sync');
  let columns: readonly string[] = [];
  try {
    const rows: { record: unknown; info: { lines: number } }[] = parse(text, {
      columns: (names: string[]) => (columns = names.map(ownName)),
      delimiter: [',', ';', '\t'],
      ...{ bom: true, trim: true, skip_empty_lines: true, info: true },
    });
    const strange = columns.filter((name) => !known.some((one) => one === name) && !label.test(name));
    if (strange.length > 0)
      return {
        ok: false,
        problems: [
          `it has the column ${strange.map((name) => `"${name}"`).join(', ')}, which is not known. Known are ${known.join(', ')} and label:NAME`,
        ],
      };
    if (rows.length === 0) return { ok: false, problems: ['it has no row below its header'] };
    return { ok: true, drafts: rows.map(({ record, info }) => draftOf(new Fields(record), info.lines)) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problems: [`it is no CSV: ${error.message}`] };
  }
}

function ownName(name: string): string {
  const plain = name.trim();
  const lower = plain.toLowerCase();
  return label.test(lower) ? `label:${plain.slice('label:'.length)}` : (alsoCalled[lower] ?? lower);
}

function draftOf(row: Fields, line: number): ForeignDraft {
  const name = row.text('hostname');
  const [address = '', prefix = ''] = row.text('address').split('/');
  const labels = row.entries().flatMap(([column]) => {
    const called = label.exec(column)?.[1];
    return called === undefined ? [] : [[called, row.text(column)] as const];
  });
  return {
    ...emptyDraft,
    place: name === '' ? `line ${line}` : `line ${line} (${name})`,
    ...{ name, hostname: name, macs: row.texts('macs').map((mac) => mac.toLowerCase()) },
    ...{ uuid: row.text('uuid'), serial: row.text('serial'), address },
    ...{ netmask: row.text('netmask') || prefix, gateway: row.text('gateway'), dns: row.texts('dns') },
    ...{ search: row.texts('search'), card: row.text('card'), isProtected: row.flag('protected') },
    labels: Object.fromEntries(labels),
  };
}
