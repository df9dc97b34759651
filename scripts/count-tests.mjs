const statedReason = /\(skipped: .+\)/;

/**
 * Counts the files of a report: { passed, failed, failures, errors, skipped }; failures and skipped are names, errors say more
 * of the failures. A test that did not run counts as failed unless its name says why: `boots from tape (skipped: no drive in
 * QEMU)`. A part without any test has failed.
 */
export function countTests(files) {
  if (files.length === 0)
    return { passed: 0, failed: 1, failures: ['found no tests'], errors: [], skipped: [] };
  const tests = files.flatMap((file) => file.tests);
  const failed = tests.filter(hasFailed);
  const broken = files.filter((file) => file.error !== undefined);
  const notRun = tests.filter((test) => test.status !== 'passed' && !hasFailed(test));
  const failures = [
    ...failed.map((test) => test.name),
    ...broken.map(({ path, error }) => `${path}: ${error.split('\n')[0]}`),
    ...notRun
      .filter(({ name }) => !statedReason.test(name))
      .map(
        ({ name, status }) =>
          `${name}: ${status} without a reason; add "(skipped: why)" to its name, or run it`,
      ),
  ];
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failures.length,
    failures,
    errors: [
      ...failed.map(({ name, error }) => `${name}\n${error}`),
      ...broken.map(({ path, error }) => `${path}\n${error}`),
    ],
    skipped: notRun.filter(({ name }) => statedReason.test(name)).map(({ name }) => name),
  };
}

/** The files in which something went wrong. */
export function failedFiles(files) {
  return files.filter((file) => file.error !== undefined || file.tests.some(hasFailed));
}

/** The report of a run and of a second one of some of its files, as one: the second run of a file counts. */
export function withSecondRun(files, repeated) {
  return files.map((file) => repeated.find(({ path }) => path === file.path) ?? file);
}

const hasFailed = (test) => test.status === 'failed';
