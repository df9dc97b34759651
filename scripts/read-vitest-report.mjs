import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { repositoryRoot } from './paths.mjs';

const statedReason = /\(skipped: .+\)/;

/**
 * Counts a report of vitest's JSON reporter: { passed, failed, failures, skipped }, the last two as names.
 * A test that did not run counts as failed unless its name says why: `boots from tape (skipped: no drive in QEMU)`.
 * A part without any test has failed. Returns undefined when there is no report.
 */
export function readVitestReport(file) {
  const report = readJson(file);
  if (report === undefined) return undefined;
  const files = report.testResults.map((result) => ({
    path: relative(repositoryRoot, result.name),
    broken: result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
    message: result.message,
    tests: result.assertionResults,
  }));
  const tests = files.flatMap(({ path, tests: inFile }) =>
    inFile.map((test) => ({ name: `${path} > ${test.fullName}`, status: test.status })),
  );
  if (files.length === 0) return { passed: 0, failed: 1, failures: ['found no tests'], skipped: [] };
  const notRun = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const failures = [
    ...tests.filter((test) => test.status === 'failed').map((test) => test.name),
    ...files.filter((entry) => entry.broken).map((entry) => `${entry.path}: ${firstLine(entry.message)}`),
    ...notRun
      .filter((test) => !statedReason.test(test.name))
      .map(
        (test) =>
          `${test.name}: ${test.status} without a reason; add "(skipped: why)" to its name, or run it`,
      ),
  ];
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failures.length,
    failures,
    skipped: notRun.filter((test) => statedReason.test(test.name)).map((test) => test.name),
  };
}

const firstLine = (text) => (text ?? '').split('\n')[0] || 'the file could not be run';

function readJson(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // Killed while it wrote its report: as good as none.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
