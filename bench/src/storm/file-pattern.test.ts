import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { matchesPattern, writePattern } from './file-pattern.ts';

const folder = mkdtempSync(join(tmpdir(), 'netberth-pattern-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('bytes of a file are known by where they stand, and wrong ones are seen', async () => {
  const path = join(folder, 'file');
  await writePattern(path, 3_000_000);
  const bytes = readFileSync(path);
  expect(bytes.length).toBe(3_000_000);
  expect(matchesPattern(bytes, 0)).toBe(true);
  expect(matchesPattern(bytes.subarray(1_000_000, 2_500_000), 1_000_000)).toBe(true);
  expect(matchesPattern(bytes.subarray(1_000_000, 2_500_000), 1_000_001)).toBe(false);
  bytes[2_999_999] = (bytes[2_999_999] ?? 0) ^ 1;
  expect(matchesPattern(bytes, 0)).toBe(false);
});
