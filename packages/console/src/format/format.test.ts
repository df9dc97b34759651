import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';
import { exactTime, relativeTime } from './relative-time.ts';
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
  [4200, '4.2 s'],
  [5000, '5.0 s'],
  [59_000, '59 s'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d milliseconds are %s, as the command says it', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  ['2026-01-01T11:59:50Z', 'just now'],
  ['2026-01-01T12:00:10Z', 'in a moment'],
  ['2026-01-01T11:55:00Z', '5 min ago'],
  ['2026-01-01T16:00:00Z', 'in 4 h'],
  ['2025-12-20T12:00:00Z', '12 d ago'],
])('at noon of New Year %s is %s, as the command says it', (iso, text) => {
  expect(relativeTime(iso, Date.parse('2026-01-01T12:00:00Z'))).toBe(text);
});

test.each([
  ['UTC', '2026-01-31 23:05:07 UTC'],
  ['Europe/Berlin', '2026-02-01 00:05:07 UTC+1'],
  ['Asia/Kolkata', '2026-02-01 04:35:07 UTC+5:30'],
])('an exact time in %s is %s', (timeZone, text) => {
  expect(exactTime('2026-01-31T23:05:07Z', timeZone)).toBe(text);
});
