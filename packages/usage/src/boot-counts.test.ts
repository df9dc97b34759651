import { expect, test } from 'vitest';
import { BootCounts, type BootSeen } from './boot-counts.ts';
import { popularity } from './popularity.ts';

const debian: BootSeen = {
  ...{ day: '2026-11-20', product: 'debian', version: 'trixie', arch: 'x86_64', firmware: 'efi' },
  country: '',
};

test('the same boots are one row, and taking them begins anew', () => {
  const counts = new BootCounts();
  counts.add(debian);
  counts.add({ ...debian, firmware: 'bios' });
  counts.add(debian);
  expect(counts.size).toBe(2);
  expect(counts.take()).toEqual([
    { ...debian, boots: 2 },
    { ...debian, firmware: 'bios', boots: 1 },
  ]);
  expect(counts.take()).toEqual([]);
});

test('a boot of a month ago counts half as much as one of today', () => {
  const counts = [
    { day: '2026-10-22', product: 'debian', boots: 10 },
    { day: '2026-11-21', product: 'alpine', boots: 6 },
    { day: '2026-11-21', product: 'debian', boots: 2 },
    { day: '2026-11-21', product: 'arch', boots: 6 },
  ];
  expect(popularity(counts, '2026-11-21')).toEqual([
    { product: 'debian', score: 7 },
    { product: 'alpine', score: 6 },
    { product: 'arch', score: 6 },
  ]);
});
