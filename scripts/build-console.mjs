// Builds the console when its sources are not those of the last build. `node scripts/build-console.mjs` does just that.
import { existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Failure, runMain } from './fail.mjs';
import { hashSources } from './hash-sources.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withLock } from './with-lock.mjs';

const packageFolder = join(repositoryRoot, 'packages/console');
const builtFolder = join(packageFolder, 'dist');
const stampFile = join(builtFolder, '.sources');
const sources = [
  ...[
    'packages/console',
    'packages/api',
    'packages/ipxe',
    'packages/media',
    'packages/disk-image',
    'packages/network',
  ],
  'package-lock.json',
];

export async function buildConsole() {
  if (isBuilt()) return;
  await withLock(join(workFolder, 'console.lock'), 'builds the console', async () => {
    if (!isBuilt()) await build();
  });
}

function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashSources(sources);
}

async function build() {
  console.log('Building the console (once; some seconds).');
  rmSync(stampFile, { force: true });
  const stamp = hashSources(sources);
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js');
  // Tests build it too, with a NODE_ENV of their own: that would put the slow React of developers into it.
  const env = { ...process.env, NODE_ENV: 'production' };
  const code = await runCommand(projectNode, [vite, 'build', '--logLevel', 'warn'], {
    cwd: packageFolder,
    env,
  });
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
    if (!/\.(js|css|svg|wasm)$/.test(name)) continue;
    writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(buildConsole);
}
