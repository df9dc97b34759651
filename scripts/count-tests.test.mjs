import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countTests } from './count-tests.mjs';
import { repositoryRoot } from './paths.mjs';
import { readVitestReport } from './read-vitest-report.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(...testResults) {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  return countTests(readVitestReport(file));
}

const fileWith = (statuses, more = {}) => ({
  name: join(repositoryRoot, 'a.test.ts'),
  status: 'passed',
  assertionResults: Object.entries(statuses).map(([fullName, status]) => ({
    fullName,
    status,
    failureMessages: status === 'failed' ? ['expected 1 to be 2'] : [],
  })),
  ...more,
});

test('passed and failed tests are counted, failed ones named', () => {
  expect(read(fileWith({ adds: 'passed', divides: 'failed' }, { status: 'failed' }))).toEqual({
    passed: 1,
    failed: 1,
    failures: ['a.test.ts > divides'],
    errors: ['a.test.ts > divides\nexpected 1 to be 2'],
    skipped: [],
  });
});

test('a test that did not run has failed, unless its name says why', () => {
  const report = read(fileWith({ a: 'pending', b: 'todo', 'c (skipped: no drive)': 'skipped', d: 'passed' }));
  expect([report.passed, report.failed, report.skipped]).toEqual([
    1,
    2,
    ['a.test.ts > c (skipped: no drive)'],
  ]);
});

test('a file that cannot be run is a failure', () => {
  const report = read(fileWith({}, { status: 'failed', message: 'Cannot find module x\nat y' }));
  expect(report.failures).toEqual(['a.test.ts: Cannot find module x']);
});

test('a part without tests has failed', () => {
  expect(read().failures).toEqual(['found no tests']);
});

test('no report, or half of one, is none', () => {
  const file = join(folder, 'half.json');
  expect(readVitestReport(file)).toBe(undefined);
  writeFileSync(file, '{"testResults": [');
  expect(readVitestReport(file)).toBe(undefined);
});
