import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, test } from 'vitest';
import { end, start } from '../src/child-process.ts';
import { freePort } from '../src/free-port.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder, repositoryRoot } from '../src/work-folder.ts';

const run = promisify(execFile);
const npmMs = 240_000;

/** `npm pack` of a workspace. @returns the path of the archive */
async function pack(name: string, folder: string, root = repositoryRoot): Promise<string> {
  const words = ['pack', '--workspace', name, '--pack-destination', folder, '--silent'];
  const { stdout } = await run('npm', words, { cwd: root, timeout: npmMs });
  return join(folder, stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * While a library is packed its package.json names what was built and is taken away again: who builds the server from the
 * same folder meanwhile finds half of it. @returns a repository with that library alone
 */
function repositoryOf(library: string, folder: string): string {
  const root = join(folder, 'repository');
  mkdirSync(join(root, '.work'), { recursive: true });
  for (const path of ['package.json', 'tsconfig.base.json', 'LICENSE', 'scripts', join('packages', library)])
    cpSync(join(repositoryRoot, path), join(root, path), { recursive: true });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** An empty project with one package. @returns its folder */
async function install(archive: string, folder: string): Promise<string> {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', archive], {
    cwd: project,
    timeout: npmMs,
  });
  return project;
}

test('`npm pack` of netberth installs into an empty folder, and serves machines, people and the command from there', async () => {
  const folder = emptyWorkFolder('package-netberth');
  const archive = await pack('netberth', folder);
  const project = await install(archive, folder);
  const [bootPort, adminPort] = [await freePort(), await freePort()];
  const program = join(project, 'node_modules/netberth/bin/netberth.mjs');
  const listen = [
    ...['--boot-listen', `127.0.0.1:${bootPort}`],
    ...['--admin-listen', `127.0.0.1:${adminPort}`],
  ];
  const logFile = join(folder, 'server.log');
  const served = start(process.execPath, [program, 'serve', ...listen], { logFile, cwd: project });
  try {
    await until(() => readFileSync(logFile, 'utf8').includes('Ctrl-C stops the server.'), 60_000);
    const page = async (url: string): Promise<string> => (await fetch(url)).text();
    expect(await page(`http://127.0.0.1:${bootPort}/bootstrap.ipxe`)).toMatch(/^#!ipxe\n/);
    expect(await page(`http://127.0.0.1:${bootPort}/menu/p/debian`)).toContain('Debian');
    expect(await page(`http://127.0.0.1:${adminPort}/`)).toContain('<title>Netberth</title>');
    const { stdout } = await run(process.execPath, [program, 'profile', 'template', 'list', '--json'], {
      cwd: project,
    });
    expect(stdout).toContain('"kind": "preseed"');
  } finally {
    await end(served, 5_000);
  }
  expect((await publint({ pkgDir: join(project, 'node_modules/netberth'), pack: false })).messages).toEqual(
    [],
  );
});

describe.each(['ipxe', 'disk-image'])('@netberth/%s', (name) => {
  test('is a package without faults, and does what its README shows', async () => {
    const folder = emptyWorkFolder(`package-${name}`);
    const project = await install(
      await pack(`@netberth/${name}`, folder, repositoryOf(name, folder)),
      folder,
    );
    const installed = join(project, 'node_modules/@netberth', name);
    const manifest: unknown = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const { messages } = await publint({ pkgDir: installed, pack: false });
    expect(messages.map((message) => formatMessage(message, manifest as Record<string, unknown>))).toEqual(
      [],
    );
    const imports = /^import \{[^}]*\} from '[^']+';$/m.exec(
      readFileSync(join(installed, 'README.md'), 'utf8'),
    );
    expect(imports).not.toBeNull();
    writeFileSync(join(project, 'example.js'), `${imports?.[0]}\n`);
    await run(process.execPath, ['example.js'], { cwd: project });
  });
});
