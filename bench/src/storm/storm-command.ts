import { countText, durationText, sizeText } from '../../../packages/netberth/src/output/measure-text.ts';
import { parseStormOptions, stormPage } from './parse-storm-options.ts';
import { runStorm } from './run-storm.ts';
import type { StormReport } from './run-storm.ts';
import { progressOn } from './storm-progress.ts';

/** Simulated machines must not be what takes the memory when the server is measured. */
const mostClientsMiB = 400;
const mostShown = 20;

/** `npm run bench -- storm …`. @returns the exit code */
export async function stormCommand(words: readonly string[]): Promise<number> {
  const asked = parseStormOptions(words);
  if (asked.asks === 'page') {
    process.stdout.write(stormPage);
    return 0;
  }
  if (asked.asks === 'refusal') {
    console.error(`${asked.message}\nMore: npm run bench -- storm --help`);
    return 2;
  }
  const { machines, imageBytes, sockets, cpuProfileFolder, faults } = asked.options;
  console.log(`${machines} machines over ${sockets} connections, an image of ${sizeText(imageBytes)} each`);
  const progress = progressOn(process.stderr);
  const calm = faults === null ? null : await runStorm({ ...asked.options, faults: null }, progress);
  if (calm !== null) console.log(`Without faults: ${durationText(calm.seconds * 1000)}. Now with them.`);
  const report = await runStorm(asked.options, progress);
  printFigures(report);
  if (calm !== null)
    console.log(
      `With faults: ${report.kills} kills, ${report.lostAnswers} answers lost; ${(report.seconds / calm.seconds).toFixed(2)} times as long as without.`,
    );
  if (cpuProfileFolder !== null) console.log(`The server's CPU profile is in ${cpuProfileFolder}.`);
  return printVerdict(report);
}

function printFigures(report: StormReport): void {
  const { seconds, requests, fileBytes, times, serverPeakMiB, serverCpuSeconds, clientsPeakMiB } = report;
  console.table(Object.fromEntries(times.map(({ what, ...figures }) => [what, figures])));
  console.log(
    `Whole storm: ${durationText(seconds * 1000)}, ${Math.round(report.machines / seconds)} machines/s, ` +
      `${Math.round(requests / seconds)} requests/s, ${sizeText(fileBytes)} of files at ${sizeText(fileBytes / seconds)}/s, ` +
      `${report.lostAnswers} answers lost`,
  );
  console.log(
    `Server: ${Math.round(serverPeakMiB)} MiB at most, ${durationText(serverCpuSeconds * 1000)} of CPU, which is ${Math.round((serverCpuSeconds / seconds) * 100)} % of one core. ` +
      `Clients: ${Math.round(clientsPeakMiB)} MiB at most.`,
  );
}

function printVerdict({ problems, clientsPeakMiB, machines }: StormReport): number {
  const isTooBig = clientsPeakMiB > mostClientsMiB;
  const all = isTooBig ? [...problems, `the clients took more than ${mostClientsMiB} MiB`] : problems;
  for (const problem of all.slice(0, mostShown)) console.error(problem);
  if (all.length > mostShown) console.error(`… and ${all.length - mostShown} more`);
  console.log(
    all.length === 0
      ? `All ${machines} machines finished, no step started twice, every installer was served under its live grant.`
      : `${countText(all.length, 'problem')} found.`,
  );
  return all.length === 0 ? 0 : 1;
}
