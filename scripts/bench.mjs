// `npm run bench [-- OPTIONS]`: the measurements, next to nginx and bare Node in the same run.
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

await runMain(async () => {
  await ensureDependencies();
  await ensureDebianPackages(['bench']);
  return runOnProjectNode(join(repositoryRoot, 'bench/src/main.ts'), ...process.argv.slice(2));
});
