import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cpioArchive, type CpioEntry } from './cpio-archive.ts';
import type { DebianFiles } from './debian-files.ts';
import { run } from './run.ts';

const guestFolder = join(import.meta.dirname, 'guest');
const programs = new Set(['curl', 'hostnamectl']);
const drivers = ['virtio_pci', 'virtio_net', 'virtio_blk'];

/** The test system: busybox, three drivers and our scripts; not compressed. */
export async function initrd(debian: DebianFiles): Promise<Buffer> {
  const modules = await moduleFiles(debian);
  return cpioArchive([
    ...['bin', 'dev', 'modules'].map(folder),
    executable('bin/busybox', readFileSync('/bin/busybox')),
    { name: 'bin/sh', content: Buffer.from('busybox'), mode: 0o120777 },
    ...readdirSync(guestFolder)
      .sort()
      .map((name) =>
        executable(programs.has(name) ? `bin/${name}` : name, readFileSync(join(guestFolder, name))),
      ),
    ...modules.map((file) => executable(`modules/${basename(file)}`, readFileSync(file))),
    executable('modules/order', Buffer.from(modules.map((file) => `${basename(file)}\n`).join(''))),
  ]);
}

/** The drivers' files and those they need, in the order in which they must be loaded. */
async function moduleFiles(debian: DebianFiles): Promise<readonly string[]> {
  await run('depmod', ['-b', debian.root, debian.kernelRelease]);
  const folder = join(debian.root, 'lib/modules', debian.kernelRelease);
  const lines = readFileSync(join(folder, 'modules.dep'), 'utf8').split('\n');
  const wanted = new Set<string>();
  for (const driver of drivers) {
    const line = lines.find((text) => text.includes(`/${driver}.ko:`));
    if (line === undefined) throw new Error(`kernel ${debian.kernelRelease} has no module "${driver}"`);
    // "a.ko: b.ko c.ko" with the deepest need last
    for (const file of line.split(/:? /).filter(Boolean).toReversed()) wanted.add(join(folder, file));
  }
  return [...wanted].map((file) => file.replace(/:$/, ''));
}

function folder(name: string): CpioEntry {
  return { name, content: new Uint8Array(), mode: 0o040755 };
}

function executable(name: string, content: Uint8Array): CpioEntry {
  return { name, content, mode: 0o100755 };
}
