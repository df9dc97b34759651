// `npm start [-- OPTIONS]`: from a fresh clone to a running server.
import { join } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

await runMain(async () => {
  await ensureDependencies();
  await build();
  return runOnProjectNode(
    join(repositoryRoot, 'packages/netberth/src/main.ts'),
    'serve',
    ...process.argv.slice(2),
  );
});

/** What must be built before the server starts: nothing yet, Node 24 runs TypeScript. The console will be built here. */
async function build() {}
