// `npm start [-- OPTIONS]`: from a fresh clone to a running server.
import { buildConsole } from './build-console.mjs';
import { buildServer } from './build-server.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { runOnProjectNode } from './run-on-project-node.mjs';

await runMain(async () => {
  await ensureDependencies();
  const [program] = await Promise.all([buildServer(), buildConsole()]);
  return runOnProjectNode(program, 'serve', ...process.argv.slice(2));
});
