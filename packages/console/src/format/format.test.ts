import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';
import { relativeTime } from './relative-time.ts';
import { sizeText } from './size-text.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1536, '1.5 KiB'],
  [200 * 1024 ** 2, '200 MiB'],
  [5.25 * 1024 ** 3, '5.3 GiB'],
  [7000 * 1024 ** 4, '7,000 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test.each([
  [12, '12 ms'],
  [4200, '4.2 secs'],
  [59_000, '59 secs'],
  [200_000, '3 mins 20 secs'],
  [7_500_000, '2 hrs 5 mins'],
])('%d milliseconds are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  ['2026-01-01T12:00:10Z', 'now'],
  ['2026-01-01T11:55:00Z', '5 min ago'],
  ['2026-01-01T16:00:00Z', 'in 4 hr'],
  ['2025-12-20T12:00:00Z', '12 days ago'],
])('at noon of New Year %s is %s', (iso, text) => {
  expect(relativeTime(iso, Date.parse('2026-01-01T12:00:00Z'))).toBe(text);
});
