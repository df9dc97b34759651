// `npm run demo [-- OPTIONS]`: a virtual machine goes through the whole story, and shows it.
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

await runMain(async () => {
  await ensureDependencies();
  await ensureDebianPackages(['e2e']);
  // Where Debian keeps what only root's PATH names: depmod for the test image.
  process.env.PATH += ':/usr/sbin:/sbin';
  return runOnProjectNode(join(repositoryRoot, 'e2e/src/demo.ts'), ...process.argv.slice(2));
});
