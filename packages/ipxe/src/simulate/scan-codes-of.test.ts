import { expect, test } from 'vitest';
import { scanCodesOf } from './scan-codes-of.ts';

test('a key is pressed and released', () => {
  expect(scanCodesOf('Down')).toEqual([0xe0, 0x50, 0xe0, 0xd0]);
  expect(scanCodesOf('Enter')).toEqual([0x1c, 0x9c]);
  expect(scanCodesOf('Ctrl-C')).toEqual([0x1d, 0x2e, 0xae, 0x9d]);
  expect(scanCodesOf('a')).toBeNull();
});
