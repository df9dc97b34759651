import { expect, test } from 'vitest';
import { mediumKey } from './medium-key.ts';

test('no key looks like an option to iPXE, and none is given twice', () => {
  const keys = Array.from({ length: 1000 }, (_, index) => mediumKey(`token ${index}`));
  expect(keys.filter((key) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{42}$/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(1000);
});
