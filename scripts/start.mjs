// `npm start [-- OPTIONS]`: from a fresh clone to a running server.
import { join } from 'node:path';
import { buildConsole } from './build-console.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

await runMain(async () => {
  await ensureDependencies();
  await buildConsole();
  return runOnProjectNode(
    join(repositoryRoot, 'packages/netberth/bin/netberth.mjs'),
    'serve',
    ...process.argv.slice(2),
  );
});
