import type { Machine } from '@netberth/api';
import { expect, test } from 'vitest';
import { readMachineCsv, writeMachineCsv } from './machine-csv.ts';

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
  kiwisprayState: 'new',
  grant: null,
  pendingSteps: [],
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: null,
  lastAddress: null,
};

test('a serial number is no formula in a spreadsheet, and comes back as it was', () => {
  const csv = writeMachineCsv([web1]);
  expect(csv).toBe(
    'id,state,macs,serial,uuid,hostname,address,resting,label:site\r\n' +
      '7,new,52:54:00:12:34:56 52:54:00:12:34:57,"\'=CMD(""X"")",,web1,192.0.2.10,disk,"Berlin, Mitte"\r\n',
  );
  expect(readMachineCsv(csv)).toEqual({
    problems: [],
    machines: [
      {
        macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
        serial: '=CMD("X")',
        hostname: 'web1',
        address: '192.0.2.10',
        resting: 'disk',
        labels: { site: 'Berlin, Mitte' },
      },
    ],
  });
});

test('every line that cannot be read is named', () => {
  const csv = 'macs,hostname\n52:54:00:12:34:56,web1\nnonsense,web2\n,web3\n52:54:00:12:34:58,web4,more\n';
  expect(readMachineCsv(csv).problems).toEqual([
    { line: 3, what: 'macs 0 is not a MAC address like 52:54:00:12:34:56' },
    { line: 4, what: 'it has no MAC, serial number or UUID' },
    { line: 5, what: 'it has more values than there are columns' },
  ]);
});

test.each([
  ['', 'the file has no line below the names of columns'],
  ['mac\n52:54:00:12:34:56\n', 'there is no column "mac"'],
])('%j is refused as a whole', (csv, what) => {
  expect(readMachineCsv(csv)).toEqual({ machines: [], problems: [{ line: 1, what }] });
});

test('a quote that does not end is told as a problem', () => {
  const { machines, problems } = readMachineCsv('macs,hostname\n"52:54:00:12:34:56,web1\n');
  expect(machines).toEqual([]);
  expect(problems).toHaveLength(1);
});
