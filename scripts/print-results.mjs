import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from './paths.mjs';

const longestLogLines = 120;
const longestErrorLines = 40;
const mostErrors = 20;

export function printResult({ name, passed, failed, durationMs, skipped, recovered }) {
  const figures = [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped.length > 0 && `${skipped.length} skipped`,
    recovered.length > 0 && `${recovered.length} at the second run`,
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

/** What the tests that failed said; of a job without tests, or whose runner failed, the end of its output. */
export function printFailure({ name, log, errors }) {
  if (errors.length === 0) return printLog({ name, log });
  console.log(`\n----- ${name}: ${relative(repositoryRoot, log)} has all of it`);
  for (const error of errors.slice(0, mostErrors)) {
    console.log(`\n${stripVTControlCharacters(error).split('\n').slice(0, longestErrorLines).join('\n')}`);
  }
  if (errors.length > mostErrors) console.log(`\nand ${errors.length - mostErrors} more`);
  console.log(`----- end of ${name}\n`);
}

function printLog({ name, log }) {
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
    'Failed once, and passed when the file was run again:',
    results.flatMap((result) => result.recovered.map((failure) => `[${result.name}] ${failure}`)),
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
