import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cpioArchive, type CpioEntry } from './cpio-archive.ts';
import type { DebianFiles } from './debian-files.ts';
import { moduleFiles } from './module-files.ts';

const guestFolder = join(import.meta.dirname, 'guest');
const programs = new Set(['curl', 'hostnamectl']);
const drivers = ['virtio_pci', 'virtio_net', 'virtio_blk'];

/** The test system: busybox, three drivers and our scripts; not compressed. */
export async function initrd(debian: DebianFiles): Promise<Buffer> {
  const modules = await moduleFiles(debian, drivers);
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

function folder(name: string): CpioEntry {
  return { name, content: new Uint8Array(), mode: 0o040755 };
}

function executable(name: string, content: Uint8Array): CpioEntry {
  return { name, content, mode: 0o100755 };
}
