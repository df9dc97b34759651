import { expect, test } from 'vitest';
import { kiwiChecksum } from './kiwi-checksum.ts';

test('the checksum file is MD5, blocks and block size, and the two multiply to the size', () => {
  expect(kiwiChecksum(Buffer.alloc(1024 * 1024))).toBe('b6d81b360a5672d80c27430f39153e2c 32 32768\n');
});
