import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from './paths.mjs';

const longestLogLines = 400;

export function printResult({ name, passed, failed, durationMs, skipped }) {
  const figures = [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped.length > 0 && `${skipped.length} skipped`,
  ];
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  console.log(
    `${failed > 0 ? 'FAIL' : 'ok  '}  ${name.padEnd(24)} ${time.padStart(8)}  ${figures.filter(Boolean).join(', ')}`,
  );
}

export function printHeartbeat(running) {
  for (const [name, startedAt] of running) {
    const minutes = Math.floor((performance.now() - startedAt) / 60_000);
    if (minutes > 0) console.log(`      ${name} is still running (${minutes} min)`);
  }
}

/** The output of a job that failed; of a long one the end. */
export function printFailure({ name, log }) {
  const lines = stripVTControlCharacters(readFileSync(log, 'utf8')).trimEnd().split('\n');
  const file = relative(repositoryRoot, log);
  const left = lines.length - longestLogLines;
  console.log(`\n----- ${name}: ${file}${left > 0 ? `, its last ${longestLogLines} lines` : ''}`);
  console.log(lines.slice(-longestLogLines).join('\n'));
  console.log(`----- end of ${name}\n`);
}

/** What a person should know beside the figures. */
export function printNotes(results) {
  printList(
    'Skipped, for the reason in the name:',
    results.flatMap((result) => result.skipped),
  );
  printList(
    'Still running after its job, and ended:',
    results
      .filter((result) => result.leftovers.length > 0)
      .map((result) => `${result.name}: ${result.leftovers.join(', ')}`),
  );
  printList(
    'Failed:',
    results.flatMap((result) => result.failures.map((failure) => `[${result.name}] ${failure}`)),
  );
}

function printList(title, rows) {
  if (rows.length > 0) console.log(`\n${title}\n${rows.map((row) => `  ${row}`).join('\n')}`);
}

/** The last line of every run: what a script may read. */
export function printTotals(results) {
  const sum = (count) => results.reduce((total, result) => total + count(result), 0);
  console.log(`\n${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`);
}
