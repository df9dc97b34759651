import { describe, expect, test } from 'vitest';
import { exampleFacts as before } from '../../../tests/harness/facts.ts';
import { compareFacts } from './compare-facts.ts';

const texts = (after: Parameters<typeof compareFacts>[1]) =>
  compareFacts(before, after).map(({ isLoss, text }) => `${isLoss ? 'loss' : 'change'}: ${text}`);
const [sda, sdb, nvme] = before.disks;
const [eno1, eno2] = before.nics;

describe('what has become of a machine', () => {
  test('nothing, is told by no sentence', () => {
    expect(texts(before)).toEqual([]);
  });

  test('a disk that is gone, and one that is new, are named by model, serial number and size', () => {
    const other = { ...sdb, serial: 'NEW9', bytes: 8_001_563_222_016 };
    expect(texts({ ...before, disks: [sda, other, nvme] })).toEqual([
      'loss: disk sdb (ST4000NM000A, serial ZC1B, 3.6 TiB) is gone',
      'change: disk sdb (ST4000NM000A, serial NEW9, 7.3 TiB) is new',
    ]);
  });

  test('disks that only changed their names are the same disks', () => {
    const swapped = [{ ...sdb, name: 'sda' }, { ...sda, name: 'sdb' }, nvme];
    expect(texts({ ...before, disks: swapped })).toEqual([]);
  });

  test('a disk without serial number or WWN is known by where it is plugged in', () => {
    const anonymous = { ...sda, serial: null, model: null };
    const facts = { ...before, disks: [anonymous, { ...anonymous, name: 'sdb', path: sdb.path }] };
    expect(compareFacts(facts, { ...facts, disks: [{ ...anonymous, name: 'vda' }] })).toEqual([
      { isLoss: true, text: 'disk sdb (3.6 TiB) is gone' },
    ]);
  });

  test('less memory and fewer processors are a loss, more is not', () => {
    const half = { ...before, memoryBytes: 137_438_953_472, cpu: { ...before.cpu, sockets: 1, cores: 32 } };
    expect(texts(half)).toEqual([
      'loss: memory was 256 GiB and is 128 GiB',
      'loss: CPU sockets were 2 and are 1',
      'loss: CPU cores were 64 and are 32',
    ]);
    expect(compareFacts(half, before).map(({ isLoss }) => isLoss)).toEqual([false, false, false]);
  });

  test('memory that a firmware counts a little otherwise is the same memory', () => {
    expect(texts({ ...before, memoryBytes: before.memoryBytes - 64 * 1024 * 1024 })).toEqual([]);
  });

  test('a cable that is plugged in elsewhere is told, a link that is down is not', () => {
    const moved = { ...eno1, lldp: { ...eno1.lldp, systemName: 'tor-8', portId: 'Eth1/9' } };
    expect(texts({ ...before, nics: [moved, eno2] })).toEqual([
      'change: card eno1 (52:54:00:fa:c7:01) was at tor-7 port Eth1/3 and is at tor-8 port Eth1/9',
    ]);
    expect(texts({ ...before, nics: [{ ...eno1, link: false, speedMbps: null, lldp: null }, eno2] })).toEqual(
      [],
    );
  });

  test('what one report does not know is no difference', () => {
    const firmware = { kind: null, version: null };
    expect(texts({ ...before, firmware, memoryBytes: null, bmc: { address: null } })).toEqual([]);
  });

  test('new firmware and another address of the BMC are told', () => {
    const after = { ...before, firmware: { kind: 'uefi' as const, version: '1.13' }, bmc: { address: null } };
    expect(texts(after)).toEqual(['change: firmware was UEFI 1.12.2 and is UEFI 1.13']);
  });
});
