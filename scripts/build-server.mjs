// Builds the command `netberth` into few files, which start several times faster than the sources.
// `node scripts/build-server.mjs` does just that and prints the program's path.
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, runMain } from './fail.mjs';
import { hashSources } from './hash-sources.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withLock } from './with-lock.mjs';

const bundler = join(repositoryRoot, 'scripts/bundle-server.mjs');
const builtFolder = join(repositoryRoot, 'packages/netberth/dist');
/** A running server loads its files when it needs them: those of earlier builds stay for a while. */
const keptBuilds = 5;

/** Builds when the sources are not those of a build that is there. Returns the path of the program. */
export async function buildServer() {
  const folder = join(builtFolder, hashSources(sources()).slice(0, 16));
  const program = join(folder, 'netberth.mjs');
  if (existsSync(program)) return program;
  await withLock(join(workFolder, 'server.lock'), 'builds the server', async () => {
    if (existsSync(program)) return;
    removeOldBuilds();
    const code = await runCommand(projectNode, [bundler, folder]);
    if (code === 0) return;
    throw new Failure(
      `scripts/bundle-server.mjs ended with exit code ${code}: what it says is above.\n` +
        'Mend the source that it names. `npm run dev` starts the server from its sources meanwhile.',
    );
  });
  return program;
}

/** Every package but the console, which is a build of its own. */
function sources() {
  const packages = readdirSync(join(repositoryRoot, 'packages')).filter((name) => name !== 'console');
  return [
    ...packages.sort().map((name) => `packages/${name}`),
    'package-lock.json',
    'scripts/bundle-server.mjs',
  ];
}

function removeOldBuilds() {
  if (!existsSync(builtFolder)) return;
  const builds = readdirSync(builtFolder)
    .map((name) => join(builtFolder, name))
    .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  for (const path of builds.slice(keptBuilds - 1)) rmSync(path, { recursive: true, force: true });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => console.log(await buildServer()));
}
