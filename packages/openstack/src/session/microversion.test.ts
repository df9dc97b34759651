import { expect, test } from 'vitest';
import { negotiate } from './microversion.ts';

test.each([
  ['2.1', '2.87', '2.1', '2.93', '2.87'],
  ['2.1', '2.87', '2.1', '2.9', '2.9'],
  ['2.45', '2.87', '2.1', '2.9', null],
  ['2.1', '2.87', '2.90', '2.93', null],
])('who wants %s to %s and is offered %s to %s gets %s', (least, most, servedLeast, servedMost, version) => {
  expect(negotiate({ least, most }, { least: servedLeast, most: servedMost })).toBe(version);
});
