import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { durationText, sizeText } from './measure-text.ts';
import { plainLines, plainText } from './plain-text.ts';
import { relativeTime } from './time-text.ts';

test('sizes', () => {
  expect([0, 912, 1536, 10_485_760, 209_715_200, 5_368_709_120].map(sizeText)).toEqual([
    '0 B',
    '912 B',
    '1.5 KiB',
    '10 MiB',
    '200 MiB',
    '5 GiB',
  ]);
});

test('durations', () => {
  expect([0, 340, 4200, 59_600, 200_000, 3_600_000, 7_500_000].map(durationText)).toEqual([
    '0 ms',
    '340 ms',
    '4.2 s',
    '1 min',
    '3 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
});

test('times beside now', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const times = [
    '2026-11-21T11:59:30Z',
    '2026-11-21T11:57:00Z',
    '2026-11-21T16:00:00Z',
    '2026-11-09T12:00:00Z',
  ];
  expect(times.map((time) => relativeTime(time, now))).toEqual([
    'just now',
    '3 min ago',
    'in 4 h',
    '12 d ago',
  ]);
});

test('columns on a terminal', () => {
  expect(['web', 'Größe', 'Gro\u0308ße', '主机', '🚀', ''].map(displayWidth)).toEqual([3, 5, 5, 4, 2, 0]);
});

test('what a terminal would obey is shown instead', () => {
  expect(plainText('a\u001b[2Jb\tc\u0000\u007f\u0085\u200f\ud800')).toBe(
    'a\\x1b[2Jb\\x09c\\x00\\x7f\\x85\\u{200f}\\u{d800}',
  );
  expect(plainText('Größe 主机 🚀 “x”')).toBe('Größe 主机 🚀 “x”');
  expect(plainLines('a\nb\u001b[2J\r\nc')).toBe('a\nb\\x1b[2J\nc');
});
