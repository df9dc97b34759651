// `npm run build:deb [-- --to FOLDER]`: a Debian package of what `npm pack` makes, with its libraries and its Node.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot, workFolder } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const packaging = join(repositoryRoot, 'packaging/debian');
const tree = join(workFolder, 'deb/tree');
const home = join(tree, 'usr/lib/netberth');
const documents = join(tree, 'usr/share/doc/netberth');

await runMain(async () => {
  const given = process.argv.indexOf('--to');
  const folder = resolve(given === -1 ? join(workFolder, 'deb') : (process.argv[given + 1] ?? '.'));
  await ensureDependencies();
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await installProgram();
  const version = JSON.parse(
    readFileSync(join(repositoryRoot, 'packages/netberth/package.json'), 'utf8'),
  ).version;
  const architecture = read('dpkg', ['--print-architecture']);
  placeFiles();
  writeControl(version, architecture);
  const file = join(folder, `netberth_${version}_${architecture}.deb`);
  await run('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z9', '--build', tree, file]);
  console.log(`Built ${file}\nInstall it with: apt-get install ${file}`);
});

/** The package for npm, as npm installs it, and this Node. */
async function installProgram() {
  mkdirSync(home, { recursive: true });
  const archives = join(workFolder, 'deb/archive');
  rmSync(archives, { recursive: true, force: true });
  mkdirSync(archives);
  await run('npm', ['pack', '--workspace', 'netberth', '--pack-destination', archives, '--silent']);
  const archive = read('ls', [archives]);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const flags = ['--omit=dev', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'];
  await run('npm', ['install', ...flags, '--prefix', home, join(archives, archive)]);
  rmSync(join(home, 'package.json'));
  rmSync(join(home, 'node_modules/.package-lock.json'), { force: true });
  leaveForeignParts(join(home, 'node_modules/better-sqlite3'));
  place(realpathSync(projectNode), 'usr/lib/netberth/node', 0o755);
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
  place(join(repositoryRoot, 'README.md'), 'usr/share/doc/netberth/README.md', 0o644);
  for (const name of ['low-ports.conf', 'dhcp.conf'])
    place(join(packaging, name), `usr/share/doc/netberth/examples/${name}`, 0o644);
  cpSync(join(repositoryRoot, 'docs'), documents, { recursive: true });
}

function writeControl(version, architecture) {
  const sizeKib = read('du', ['-sk', '--apparent-size', tree]).split('\t')[0];
  const control = [
    'Package: netberth',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: The Netberth authors <netberth@localhost>',
    'Section: net',
    'Priority: optional',
    `Installed-Size: ${sizeKib}`,
    'Depends: adduser, init-system-helpers, libc6 (>= 2.28), libgcc-s1, libstdc++6',
    'Recommends: dnsmasq-base, ipxe, isolinux, syslinux-common',
    'Description: decides what a machine boots from the network, and remembers it',
    ' A machine boots its own disk unless somebody has granted it an installer: for this',
    ' machine, for a time, once. A menu of every operating system, ISOs with the own static',
    ' address of a machine for networks without DHCP, a console with roles.',
    '',
  ];
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN/control'), control.join('\n'));
  writeFileSync(join(tree, 'DEBIAN/conffiles'), '/etc/netberth/netberth.yaml\n');
  for (const name of ['postinst', 'prerm', 'postrm']) place(join(packaging, name), `DEBIAN/${name}`, 0o755);
}

function place(from, to, mode) {
  const path = join(tree, to);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(from, path);
  chmodSync(path, mode);
}

async function run(command, words) {
  const code = await runCommand(command, words, { cwd: repositoryRoot });
  if (code === 127)
    throw new Failure(`\`${command}\` is not on this machine: Debian's package dpkg and npm have it.`);
  if (code !== 0)
    throw new Failure(`\`${command} ${words[0]}\` ended with exit code ${code}: what it says is above.`);
}

function read(command, words) {
  return execFileSync(command, words, { encoding: 'utf8' }).trim();
}
