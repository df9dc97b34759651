// What `npm pack` of packages/netberth runs: the package runs alone, with the console in it. `--clean` takes the build away.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from './build-console.mjs';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const packed = join(repositoryRoot, 'packages/netberth/packed');
const licence = join(repositoryRoot, 'packages/netberth/LICENSE');

/** Bundles the command with all that it reads into packages/netberth/packed. */
async function pack() {
  await buildConsole();
  clean();
  copyFileSync(join(repositoryRoot, 'LICENSE'), licence);
  const code = await runCommand(projectNode, [
    join(repositoryRoot, 'scripts/bundle-server.mjs'),
    packed,
    '--alone',
  ]);
  if (code !== 0)
    throw new Failure(
      `scripts/bundle-server.mjs ended with exit code ${code}: what it says is above. Mend it.`,
    );
}

function clean() {
  for (const path of [packed, licence]) rmSync(path, { recursive: true, force: true });
}

await runMain(process.argv.includes('--clean') ? async () => clean() : pack);
