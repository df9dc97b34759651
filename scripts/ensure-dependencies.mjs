// Installs the npm packages when they are missing or not those of package-lock.json.
import { delimiter, dirname, join, sep } from 'node:path';
import { Failure } from './fail.mjs';
import { hasProjectNode, isInstalled, stampInstalled } from './installed-state.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
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
  // No install scripts: npm 10 would compile better-sqlite3, which brings its binaries along. Only `node` has one to run.
  // Development packages in any case: Node 24 itself is one of them.
  const all = ['--ignore-scripts', '--include=dev', '--include=optional', '--engine-strict=false'];
  await npm(systemNpm(), 'ci', ...all);
  await npm(systemNpm(), 'rebuild', 'node', '--ignore-scripts=false');
  if (!hasProjectNode()) {
    throw new Failure(
      'Cannot start "node_modules/.bin/node": npm installed its packages, but Node 24 is not among them.\n' +
        'Run `npm rebuild node --foreground-scripts` and read what it says; then run this command again.',
    );
  }
  // npm leaves out optional packages (the native parts of our tools) that do not want the Node it runs on: once more, on Node 24.
  await npm(projectNpm(), 'install', '--no-save', ...all);
  stampInstalled();
}

async function npm({ command, environment }, ...npmArguments) {
  const [program, ...first] = command;
  const quietly = [
    '--loglevel=error',
    '--no-progress',
    '--no-update-notifier',
    '--fund=false',
    '--audit=false',
  ];
  const code = await runCommand(program, [...first, ...npmArguments, ...quietly], {
    cwd: repositoryRoot,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code === 0) return;
  throw new Failure(
    `\`npm ${npmArguments[0]}\` ended with exit code ${code}: what it says is above.\n` +
      'It needs the npm registry (`npm config get registry` shows which); then run this command again.',
  );
}

/** The npm that started us, on a Node outside node_modules (which `npm ci` deletes); else the one on PATH. */
function systemNpm() {
  const { npm_node_execpath: node } = process.env;
  const isOutside = node !== undefined && !node.startsWith(join(repositoryRoot, 'node_modules') + sep);
  const script = npmScript();
  return { command: script && isOutside ? [node, script] : ['npm'], environment: process.env };
}

/** The same npm on Node 24. */
function projectNpm() {
  const script = npmScript();
  const path = [dirname(projectNode), process.env.PATH].join(delimiter);
  return { command: script ? [projectNode, script] : ['npm'], environment: { ...process.env, PATH: path } };
}

const npmScript = () => {
  const { npm_execpath: script } = process.env;
  return script?.endsWith('npm-cli.js') ? script : undefined;
};
