import { ensureDebianPackages } from './debian-packages.mjs';
import { printFailure, printHeartbeat, printNotes, printResult, printTotals } from './print-results.mjs';
import { runInPlaces } from './run-in-places.mjs';
import { notRun, runJob } from './run-job.mjs';

const heartbeatMs = 60_000;
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs parts, several jobs at a time in the order of the parts. Debian packages are installed meanwhile, and the parts
 * that need them wait. Prints each result as it comes, and at the end
 * `N passed, N failed`. Returns the exit code.
 */
export async function runParts(parts) {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const name of endingSignals) process.on(name, onSignal);
  const running = new Map();
  const heartbeat = setInterval(() => printHeartbeat(running), heartbeatMs);
  const packages = settle(ensureDebianPackages(parts.flatMap((part) => part.needs ?? [])));
  const results = [];

  async function run({ part, job }) {
    const obstacle = interrupt.signal.aborted ? 'not started' : part.needs && (await packages);
    running.set(job.name, performance.now());
    const result = obstacle
      ? notRun(job, obstacle)
      : await runJob(job, { timeLimitMs: part.timeLimitMs, signal: interrupt.signal });
    running.delete(job.name);
    results.push(result);
    printResult(result);
    if (result.failed > 0 && !obstacle) printFailure(result);
  }

  const jobs = parts.flatMap((part) => part.jobs.map((job) => ({ part, job, places: part.places })));
  await runInPlaces(jobs, run);

  clearInterval(heartbeat);
  for (const name of endingSignals) process.off(name, onSignal);
  printNotes(results);
  printTotals(results);
  return results.some((result) => result.failed > 0) ? 1 : 0;
}

/** What went wrong as text, or undefined. */
async function settle(promise) {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error.message;
  }
}
