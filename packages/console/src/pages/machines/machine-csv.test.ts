import type { Machine } from '@netberth/api';
import { expect, test } from 'vitest';
import { readMachineCsv } from './read-machine-csv.ts';
import { writeMachineCsv } from './write-machine-csv.ts';

const web1: Machine = {
  id: 7,
  state: 'new',
  stateReason: null,
  hostname: 'web1',
  macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
  serial: '=CMD("X")',
  uuid: null,
  asset: null,
  address: '192.0.2.10',
  network: null,
  labels: { site: 'Berlin, Mitte' },
  metadata: {},
  resting: 'disk',
  hardware: {},
  protected: false,
  proof: 'none',
  kiwisprayState: 'new',
  grant: null,
  pendingSteps: [],
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: null,
  lastAddress: null,
  downloadTurn: null,
  installProgress: null,
};

test('a serial number is no formula in a spreadsheet, and comes back as it was', () => {
  const csv = writeMachineCsv([web1]);
  expect(csv).toBe(
    'id,state,macs,serial,uuid,hostname,address,resting,label:site\r\n' +
      '7,new,52:54:00:12:34:56 52:54:00:12:34:57,"\'=CMD(""X"")",,web1,192.0.2.10,disk,"Berlin, Mitte"\r\n',
  );
  const { rows, problem } = readMachineCsv(csv);
  expect(problem).toBeNull();
  expect(rows.map(({ machine, faults }) => ({ machine, faults }))).toEqual([
    {
      faults: [],
      machine: {
        macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
        serial: '=CMD("X")',
        hostname: 'web1',
        address: '192.0.2.10',
        resting: 'disk',
        labels: { site: 'Berlin, Mitte' },
      },
    },
  ]);
});

const faultsIn = (csv: string) =>
  readMachineCsv(csv).rows.flatMap(({ line, faults }) => faults.map((fault) => ({ line, ...fault })));

test('every faulty row is named, and the value that is at fault', () => {
  const csv =
    'macs,hostname,label:site\n52:54:00:12:34:56,web1,\nnonsense,web 2,\n,web3,\n52:54:00:12:34:58,web4,x,more\n';
  expect(faultsIn(csv)).toEqual([
    { line: 3, column: 'macs', what: 'is not a MAC address like 52:54:00:12:34:56' },
    { line: 3, column: 'hostname', what: 'is not a host name (letters, digits, hyphens, dots)' },
    { line: 4, column: null, what: 'it has no MAC, serial number or UUID' },
    { line: 5, column: null, what: 'it has more values than there are columns' },
  ]);
});

test('one machine in two rows is a fault of the second', () => {
  expect(faultsIn('macs,serial\n52:54:00:12:34:56,S1\n52-54-00-12-34-56,s1\n')).toEqual([
    { line: 3, column: 'macs', what: '52-54-00-12-34-56 stands in line 2 too' },
    { line: 3, column: 'serial', what: 's1 stands in line 2 too' },
  ]);
});

test.each([
  ['', 'the file has no line below the names of columns'],
  ['mac\n52:54:00:12:34:56\n', 'there is no column "mac"'],
])('%j is refused as a whole', (csv, what) => {
  expect(readMachineCsv(csv)).toEqual({ columns: [], rows: [], problem: { line: 1, what } });
});

test('a quote that does not end is told as a problem', () => {
  const { rows, problem } = readMachineCsv('macs,hostname\n"52:54:00:12:34:56,web1\n');
  expect(rows).toEqual([]);
  expect(problem?.what).toContain('Quote');
});
