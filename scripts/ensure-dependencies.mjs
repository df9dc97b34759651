// Installs the npm packages when they are missing or not those of package-lock.json.
import { sep, join } from 'node:path';
import { Failure } from './fail.mjs';
import { hasProjectNode, isInstalled, stampInstalled } from './installed-state.mjs';
import { repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withLock } from './with-lock.mjs';

export async function ensureDependencies() {
  if (isInstalled()) return;
  await withLock(join(workFolder, 'install.lock'), 'installs the npm packages', async () => {
    if (!isInstalled()) await installDependencies();
  });
}

async function installDependencies() {
  console.log('Installing the npm packages of package-lock.json (once; about half a minute).');
  // No install scripts at first: npm 10 would compile better-sqlite3, which brings its binaries along.
  // Development packages in any case: Node 24 itself is one of them.
  await npm('ci', '--ignore-scripts', '--include=dev', '--include=optional', '--engine-strict=false');
  await npm('rebuild', 'node', '--ignore-scripts=false');
  if (!hasProjectNode()) {
    throw new Failure(
      'Cannot start "node_modules/.bin/node": npm installed its packages, but Node 24 is not among them.\n' +
        'Run `npm rebuild node --foreground-scripts` and read what it says; then run this command again.',
    );
  }
  stampInstalled();
}

async function npm(...npmArguments) {
  const [command, ...first] = npmCommand();
  const quietly = [
    '--loglevel=error',
    '--no-progress',
    '--no-update-notifier',
    '--fund=false',
    '--audit=false',
  ];
  const code = await runCommand(command, [...first, ...npmArguments, ...quietly], { cwd: repositoryRoot });
  if (code === 0) return;
  throw new Failure(
    `\`npm ${npmArguments[0]}\` ended with exit code ${code}: what it says is above.\n` +
      'It needs the npm registry (`npm config get registry` shows which); then run this command again.',
  );
}

/** The npm that started us, on a Node outside node_modules (which `npm ci` deletes); else the one on PATH. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const isOutside = (path) =>
    path !== undefined && !path.startsWith(join(repositoryRoot, 'node_modules') + sep);
  return script?.endsWith('npm-cli.js') && isOutside(script) && isOutside(node) ? [node, script] : ['npm'];
}
