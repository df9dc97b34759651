// `npm test`: everything, from a fresh clone. `npm test -- --only unit,journeys`, `npm test -- --list`.
import { checkDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { Failure, runMain } from './fail.mjs';
import { parseTestArguments } from './parse-test-arguments.mjs';
import { allParts } from './parts.mjs';
import { printTotals } from './print-results.mjs';
import { runParts } from './run-parts.mjs';

await runMain(async () => {
  const options = parseTestArguments(process.argv.slice(2), allParts());
  if (options.list) return listParts(options.parts);
  try {
    await ensureDependencies();
    checkDebianPackages(options.parts.flatMap((part) => part.needs ?? []));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.log(error.message);
    printTotals([{ passed: 0, failed: 1 }]);
    return 1;
  }
  return runParts(options.parts);
});

function listParts(parts) {
  for (const { name, jobs, needs = [] } of parts) {
    console.log(
      `${name.padEnd(10)} ${jobs.map((job) => job.name).join(', ')}${needs.length > 0 ? ' (needs Debian packages)' : ''}`,
    );
  }
}
