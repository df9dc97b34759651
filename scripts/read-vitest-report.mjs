import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { repositoryRoot } from './paths.mjs';

/**
 * The test files of a report by vitest's JSON reporter: { path, error, tests }, each test { name, status, error }. `error` of a
 * file that could not be run says why. Returns undefined when there is no report.
 */
export function readVitestReport(file) {
  const report = readJson(file);
  return report?.testResults.map(({ name, status, message, assertionResults }) => {
    const path = relative(repositoryRoot, name);
    const isBroken = status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
    return {
      path,
      error: isBroken ? message || 'the file could not be run' : undefined,
      tests: assertionResults.map(({ fullName, status: end, failureMessages = [] }) => ({
        name: `${path} > ${fullName}`,
        status: end,
        error: failureMessages.join('\n'),
      })),
    };
  });
}

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
