// What `npm pack` of a library runs in its folder: sources become JavaScript and types in dist/, and package.json names
// those, because Node strips no types below node_modules. `--clean` puts everything back.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure, runMain } from './fail.mjs';
import { repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const folder = process.cwd();
const manifestFile = join(folder, 'package.json');
const licence = join(folder, 'LICENSE');
const dist = join(folder, 'dist');
const kept = join(workFolder, `package-${relative(repositoryRoot, folder).replaceAll('/', '-')}.json`);

await runMain(process.argv.includes('--clean') ? async () => clean() : build);

async function build() {
  rmSync(dist, { recursive: true, force: true });
  const code = await runCommand(join(repositoryRoot, 'node_modules/.bin/tsc'), [
    ...['--project', 'tsconfig.json', '--noEmit', 'false', '--outDir', 'dist', '--rootDir', 'src'],
    ...['--declaration', '--rewriteRelativeImportExtensions'],
  ]);
  if (code !== 0) throw new Failure(`tsc ended with exit code ${code}: what it says is above. Mend it.`);
  copyFileSync(join(repositoryRoot, 'LICENSE'), licence);
  copyFileSync(manifestFile, kept);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const published = { ...manifest, exports: builtExports(manifest.exports) };
  writeFileSync(manifestFile, `${JSON.stringify(published, null, 2)}\n`);
}

function clean() {
  copyFileSync(kept, manifestFile);
  rmSync(kept);
  rmSync(licence);
  rmSync(dist, { recursive: true });
}

/** `./src/index.ts` is `./dist/index.js` with the types `./dist/index.d.ts`. */
function builtExports(exports) {
  return Object.fromEntries(
    Object.entries(exports).map(([name, source]) => {
      const built = source.replace('./src/', './dist/').replace(/\.ts$/, '');
      return [name, { types: `${built}.d.ts`, default: `${built}.js` }];
    }),
  );
}
