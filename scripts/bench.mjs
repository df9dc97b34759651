// `npm run bench [-- OPTIONS]`: the measurements, next to nginx and bare Node in the same run.
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

const words = process.argv.slice(2);
const isStorm = words[0] === 'storm';
/** The simulated machines leave much garbage: collected early it takes half of the memory, at the same speed. */
const nodeFlags = isStorm ? ['--max-semi-space-size=1', '--max-old-space-size=192'] : [];

await runMain(async () => {
  await ensureDependencies();
  if (!isStorm) await ensureDebianPackages([words[0] === 'openstack' ? 'openstack' : 'bench']);
  return runOnProjectNode(...nodeFlags, join(repositoryRoot, 'bench/src/main.ts'), ...words);
});
