// Builds the console when its sources are not those of the last build. `node scripts/build-console.mjs` does just that.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withLock } from './with-lock.mjs';

const packageFolder = join(repositoryRoot, 'packages/console');
const builtFolder = join(packageFolder, 'dist');
const stampFile = join(builtFolder, '.sources');
const sources = ['packages/console', 'packages/api', 'package-lock.json'];

export async function buildConsole() {
  if (isBuilt()) return;
  await withLock(join(workFolder, 'console.lock'), 'builds the console', async () => {
    if (!isBuilt()) await build();
  });
}

function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashOfSources();
}

async function build() {
  console.log('Building the console (once; some seconds).');
  rmSync(stampFile, { force: true });
  const stamp = hashOfSources();
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js');
  const code = await runCommand(projectNode, [vite, 'build', '--logLevel', 'warn'], { cwd: packageFolder });
  if (code !== 0) {
    throw new Failure(
      `\`vite build\` ended with exit code ${code}: what it says is above.\n` +
        'Mend the source that it names. `netberth serve` starts without a console meanwhile.',
    );
  }
  compressFiles(join(builtFolder, 'assets'));
  writeFileSync(stampFile, stamp);
}

/** The server sends these as they are, so that it compresses nothing while it serves. */
function compressFiles(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesBelow(join(repositoryRoot, source)))) {
    hash
      .update(`${relative(repositoryRoot, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
    );
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(buildConsole);
}
