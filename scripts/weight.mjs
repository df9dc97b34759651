// `npm run weight [-- --all]`: what Netberth weighs where it is installed, by package, with versions and licences.
// docs/weight.md says what they are for.
import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildServer } from './build-server.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { runMain } from './fail.mjs';
import { repositoryRoot } from './paths.mjs';

const shown = process.argv.includes('--all') ? Infinity : 20;
const mebibyte = 1024 * 1024;

await runMain(async () => {
  await ensureDependencies();
  const program = await buildServer();
  const bundled = JSON.parse(readFileSync(join(dirname(program), 'weights.json'), 'utf8'));
  list('The program, as it is bundled', Object.entries(bundled));
  list('Everything that a clone installs', installed());
});

/** The packages of node_modules with their bytes, the heaviest first. */
function installed() {
  const folder = join(repositoryRoot, 'node_modules');
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== '@netberth')
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((own) => `${name}/${own}`) : [name],
    );
  return names.map((name) => [name, bytesOf(join(folder, name))]).sort(([, left], [, right]) => right - left);
}

/** Links lead to our own packages. */
function bytesOf(folder) {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.isSymbolicLink()) return sum;
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : statSync(path).size);
  }, 0);
}

function list(title, weights) {
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
  const rest = weights.slice(shown).reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`\n${title}: ${weights.length} packages, ${inMib(total)} MiB`);
  for (const [name, bytes] of weights.slice(0, shown))
    console.log(`${inMib(bytes).padStart(9)} MiB  ${name}${versionOf(name)}`);
  if (rest > 0) console.log(`${inMib(rest).padStart(9)} MiB  all others`);
}

function versionOf(name) {
  const file = join(repositoryRoot, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return '';
  const { version, license } = JSON.parse(readFileSync(file, 'utf8'));
  return ` ${version} (${license})`;
}

function inMib(bytes) {
  return (bytes / mebibyte).toFixed(2);
}
