import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('the sum of the nine digits is the known one', () => {
  expect(crc32(Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)))).toBe(0xcbf4_3926);
});
