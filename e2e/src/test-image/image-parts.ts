import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { workRoot } from '../work-folder.ts';
import { bootableDisk } from './bootable-disk.ts';
import { debianFiles, type DebianFiles } from './debian-files.ts';
import { initrd } from './initrd.ts';
import { kiwiChecksum } from './kiwi-checksum.ts';
import { run } from './run.ts';
import { underLock } from './under-lock.ts';

/** The files that every test image shares. */
export type ImageParts = {
  readonly kernel: string;
  readonly initrd: string;
  /** The disk image, compressed, and its checksum file in KIWI's form. */
  readonly diskXz: string;
  readonly checksum: string;
};

const imagesFolder = join(workRoot, 'images');

/** Builds them (about ten seconds) unless the same sources and packages have built them before. */
export async function imageParts(): Promise<ImageParts> {
  mkdirSync(imagesFolder, { recursive: true });
  const folder = await underLock(join(imagesFolder, 'lock'), builtParts);
  return {
    kernel: join(folder, 'kernel'),
    initrd: join(folder, 'initrd.xz'),
    diskXz: join(folder, 'disk.xz'),
    checksum: join(folder, 'disk.md5'),
  };
}

/** The kernel and the boot loaders alone. */
export async function unpackedDebian(): Promise<DebianFiles> {
  mkdirSync(imagesFolder, { recursive: true });
  return await underLock(join(imagesFolder, 'lock'), () => debianFiles(imagesFolder));
}

async function builtParts(): Promise<string> {
  const debian = await debianFiles(imagesFolder);
  const folder = join(imagesFolder, `parts-${sourcesHash(debian)}`);
  if (!existsSync(folder)) await build(debian, folder);
  return folder;
}

function sourcesHash(debian: DebianFiles): string {
  const hash = createHash('sha256').update(debian.versions).update(readFileSync('/bin/busybox'));
  const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true });
  const sources = files.filter((file) => file.isFile() && !file.parentPath.endsWith('templates'));
  for (const path of sources.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

async function build(debian: DebianFiles, folder: string): Promise<void> {
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  copyFileSync(join(debian.root, 'boot', `vmlinuz-${debian.kernelRelease}`), join(draft, 'kernel'));
  writeFileSync(join(draft, 'initrd'), await initrd(debian));
  const disk = await bootableDisk(debian, join(draft, 'initrd'), draft);
  writeFileSync(join(draft, 'disk'), disk);
  writeFileSync(join(draft, 'disk.md5'), kiwiChecksum(disk));
  // The kernel and busybox read no other checksum than CRC32.
  await run('xz', ['-1', '-T0', '--check=crc32', join(draft, 'initrd'), join(draft, 'disk')]);
  for (const name of ['tree', 'partition.fat']) rmSync(join(draft, name), { recursive: true });
  removeOlderParts(draft);
  renameSync(draft, folder);
}

function removeOlderParts(draft: string): void {
  const folders = readdirSync(imagesFolder).filter((name) => name.startsWith('parts-'));
  for (const folder of folders.map((name) => join(imagesFolder, name))) {
    if (folder !== draft) rmSync(folder, { recursive: true });
  }
}
