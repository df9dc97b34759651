// `npm run check`: what every commit must pass, in under a minute. Format, lint, architecture, types, unit tests.
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { allParts } from './parts.mjs';
import { runParts } from './run-parts.mjs';

await runMain(async () => {
  await ensureDependencies();
  return runParts(allParts().filter((part) => ['check', 'unit'].includes(part.name)));
});
