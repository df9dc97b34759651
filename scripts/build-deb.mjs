// `npm run build:deb [-- --to FOLDER]`: a Debian package of what `npm pack` makes, with its libraries and its Node.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { debianChangelog, debianControl, debianMaintainer } from './debian-metadata.mjs';
import { manualPage } from './docs/manual-page.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withLock } from './with-lock.mjs';

const packaging = join(repositoryRoot, 'packaging/debian');
const tree = join(workFolder, 'deb/tree');
const home = join(tree, 'usr/lib/netberth');
const documents = join(tree, 'usr/share/doc/netberth');

await runMain(async () => {
  const given = process.argv.indexOf('--to');
  const folder = resolve(given === -1 ? join(workFolder, 'deb') : (process.argv[given + 1] ?? '.'));
  await ensureDependencies();
  mkdirSync(folder, { recursive: true });
  await withLock(join(workFolder, 'deb.lock'), 'builds the Debian package', () => build(folder));
});

async function build(folder) {
  rmSync(tree, { recursive: true, force: true });
  await installProgram();
  const { version } = about(join(repositoryRoot, 'packages/netberth'));
  const architecture = read('dpkg', ['--print-architecture']);
  placeFiles();
  writeManual(version);
  writeMetadata(version, architecture);
  const file = join(folder, `netberth_${version}_${architecture}.deb`);
  // Every dpkg reads xz; zstd is read since Debian 12, and is a quarter more to download.
  await run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, file]);
  console.log(`Built ${file}\nInstall it with: apt-get install ${file}`);
}

/** The package for npm, the libraries in machine code that it stands on, and this Node. */
async function installProgram() {
  const archives = join(workFolder, 'deb/archive');
  const program = join(home, 'node_modules/netberth');
  rmSync(archives, { recursive: true, force: true });
  mkdirSync(archives, { recursive: true });
  await run('npm', ['pack', '--workspace', 'netberth', '--pack-destination', archives, '--silent']);
  const archive = join(archives, read('ls', [archives]));
  mkdirSync(program, { recursive: true });
  await run('tar', ['--extract', '--file', archive, '--directory', program, '--strip-components=1']);
  const { dependencies } = about(program);
  for (const name of Object.keys(dependencies)) placeLibrary(name);
  leaveForeignParts(join(home, 'node_modules/better-sqlite3'));
  leaveInterpreter(join(program, 'bin/netberth.mjs'));
  place(realpathSync(projectNode), 'usr/lib/netberth/node', 0o755);
  await run('strip', ['--strip-unneeded', ...machineCode()]);
}

/** Our Node runs it; by itself it would look for another. */
function leaveInterpreter(path) {
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^#!.*\n/, ''));
  chmodSync(path, 0o644);
}

/** What only a debugger reads of it goes: 18 of 126 MB. */
function machineCode() {
  const paths = readdirSync(home, { recursive: true });
  return paths.filter((path) => path === 'node' || path.endsWith('.node')).map((path) => join(home, path));
}

/** As this clone has it: what package-lock.json holds the hash of, and no newer one. */
function placeLibrary(name) {
  const from = join(repositoryRoot, 'node_modules', name);
  cpSync(from, join(home, 'node_modules', name), { recursive: true });
  // Its part in machine code may be a package of its own, one for each system.
  for (const part of Object.keys(about(from).optionalDependencies ?? {}))
    if (existsSync(join(repositoryRoot, 'node_modules', part))) placeLibrary(part);
}

/** Of a library in machine code this system needs one build, and none of its sources: 25 of 27 MB. */
function leaveForeignParts(library) {
  for (const name of ['deps', 'src', 'binding.gyp'])
    rmSync(join(library, name), { recursive: true, force: true });
  const own = `${process.platform}-${process.arch}.node`;
  for (const name of readdirSync(join(library, 'prebuilds')))
    if (name !== own) rmSync(join(library, 'prebuilds', name));
}

function placeFiles() {
  place(join(packaging, 'netberth.sh'), 'usr/bin/netberth', 0o755);
  place(join(packaging, 'netberth.service'), 'lib/systemd/system/netberth.service', 0o644);
  place(join(packaging, 'netberth.yaml'), 'etc/netberth/netberth.yaml', 0o640);
  place(join(packaging, 'copyright'), 'usr/share/doc/netberth/copyright', 0o644);
  place(join(packaging, 'lintian-overrides'), 'usr/share/lintian/overrides/netberth', 0o644);
  place(join(repositoryRoot, 'README.md'), 'usr/share/doc/netberth/README.md', 0o644);
  for (const name of ['low-ports.conf', 'dhcp.conf'])
    place(join(packaging, name), `usr/share/doc/netberth/examples/${name}`, 0o644);
  cpSync(join(repositoryRoot, 'docs'), documents, { recursive: true });
}

function writeManual(version) {
  const folder = join(tree, 'usr/share/man/man1');
  mkdirSync(folder, { recursive: true });
  const page = manualPage({ version, date: new Date() });
  writeFileSync(join(folder, 'netberth.1.gz'), gzipSync(page, { level: 9 }));
}

function writeMetadata(version, architecture) {
  const maintainer = debianMaintainer(process.env);
  const changelog = debianChangelog(version, new Date(), maintainer);
  writeFileSync(join(documents, 'changelog.gz'), gzipSync(changelog, { level: 9 }));
  const sizeKib = read('du', ['-sk', '--apparent-size', tree]).split('\t')[0];
  mkdirSync(join(tree, 'DEBIAN'));
  const control = debianControl({ version, architecture, sizeKib, home, maintainer });
  writeFileSync(join(tree, 'DEBIAN/control'), control);
  writeFileSync(join(tree, 'DEBIAN/conffiles'), '/etc/netberth/netberth.yaml\n');
  for (const name of ['postinst', 'prerm', 'postrm']) place(join(packaging, name), `DEBIAN/${name}`, 0o755);
}

function place(from, to, mode) {
  const path = join(tree, to);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(from, path);
  chmodSync(path, mode);
}

/** The package.json of a folder. */
function about(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

async function run(command, words) {
  const code = await runCommand(command, words, { cwd: repositoryRoot });
  if (code === 127)
    throw new Failure(
      `\`${command}\` is not on this machine: Debian's packages dpkg, binutils and npm have it.`,
    );
  if (code !== 0)
    throw new Failure(`\`${command} ${words[0]}\` ended with exit code ${code}: what it says is above.`);
}

function read(command, words) {
  return execFileSync(command, words, { encoding: 'utf8' }).trim();
}
