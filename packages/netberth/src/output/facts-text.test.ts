import { factsSchema } from '@netberth/api';
import { expect, test } from 'vitest';
import { machineFactsText } from './facts-text.ts';
import { withoutColours } from './painted.ts';

const view = { paint: withoutColours, now: new Date('2026-11-21T12:00:00Z'), widthColumns: 100, input: {} };
const facts = factsSchema.parse({
  system: { vendor: 'Dell Inc.', product: 'PowerEdge R650', serial: 'ABC1234', uuid: null },
  firmware: { kind: 'uefi', version: '1.12.2' },
  bmc: { address: null },
  cpu: { model: 'Xeon', sockets: 2, cores: 64, threads: 128 },
  memoryBytes: 274_877_906_944,
  disks: [
    {
      ...{
        name: 'sda',
        path: null,
        bytes: 4_000_787_030_016,
        model: 'ST4000',
        serial: 'evil\u202e',
        wwn: null,
      },
      ...{ rotational: true, transport: 'sata' },
    },
  ],
  nics: [
    {
      ...{ name: 'eno1', mac: '52:54:00:fa:c7:01', link: true, speedMbps: 25_000, driver: 'ice' },
      lldp: { chassisId: null, systemName: 'tor-7', portId: 'Eth1/3', portDescription: null },
    },
  ],
  pci: [],
});

test('what a machine is made of is shown, with what has changed', () => {
  const report = { at: '2026-11-20T10:00:00Z', seenAt: '2026-11-21T11:00:00Z', boot: 12 };
  const differences = ['disk sdb (ST4000, serial ZC1B, 3.6 TiB) is gone'];
  expect(
    machineFactsText(
      {
        ...{ machineId: 7, hostname: 'db1', newest: { ...report, differences, facts } },
        history: [
          { ...report, differences },
          { ...report, at: '2026-11-01T10:00:00Z', boot: 3, differences: [] },
        ],
      },
      { ...view, input: { history: true } },
    ),
  ).toBe(`db1 as it was on 2026-11-21 11:00:00 UTC

System    Dell Inc. PowerEdge R650
Serial    ABC1234
Firmware  UEFI 1.12.2
CPU       Xeon: 2 sockets, 64 cores, 128 threads
Memory    256 GiB

DISK  SIZE     KIND          MODEL   SERIAL
sda   3.6 TiB  sata turning  ST4000  evil\\u{202e}

CARD  MAC                LINK              SWITCH  PORT    DRIVER
eno1  52:54:00:fa:c7:01  up, 25000 Mbit/s  tor-7   Eth1/3  ice

2026-11-20 10:00:00 UTC, boot 12
  disk sdb (ST4000, serial ZC1B, 3.6 TiB) is gone
2026-11-01 10:00:00 UTC, boot 3
  found for the first time
`);
});

test('of a machine that was never looked at it is said how that is done', () => {
  expect(machineFactsText({ machineId: 7, hostname: null, newest: null, history: [] }, view)).toBe(
    'Machine 7: nothing was ever found.\nNext: netberth machine grant 7 discover\nWhere that image comes from: netberth help live build\n',
  );
});
