import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cpioArchive, type CpioEntry } from '../src/test-image/cpio-archive.ts';
import { unpackedDebian } from '../src/test-image/image-parts.ts';
import { moduleFiles } from '../src/test-image/module-files.ts';
import { run } from '../src/test-image/run.ts';

const drivers = ['virtio_pci', 'virtio_blk', 'isofs', 'vfat', 'nls_cp437', 'nls_ascii', 'nls_utf8'];
const timeoutMs = 240_000;

/**
 * Starts Debian's kernel with these images as its disks, and has it mount what is on them.
 * @returns for each tree its files by their paths, with the SHA-256 of each
 */
export async function mountedTrees(
  images: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const debian = await unpackedDebian();
  const initrd = join(folder, 'initrd');
  writeFileSync(initrd, guestArchive(await moduleFiles(debian, drivers)));
  const disks = images.flatMap((image) => ['-drive', `file=${image},format=raw,if=virtio,readonly=on`]);
  const printed = await run(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-machine', 'q35', '-m', '256', '-nodefaults'],
      ...['-display', 'none', '-no-reboot', '-nic', 'none', '-serial', 'stdio', ...disks],
      ...['-kernel', join(debian.root, 'boot', `vmlinuz-${debian.kernelRelease}`), '-initrd', initrd],
      ...['-append', 'console=ttyS0 quiet panic=-1'],
    ],
    { timeoutMs },
  );
  if (!printed.includes('TREES END')) throw new Error(`the guest did not end as it should:\n${printed}`);
  return treesIn(printed);
}

function guestArchive(modules: readonly string[]): Buffer {
  const executable = (name: string, content: Uint8Array): CpioEntry => ({ name, content, mode: 0o100755 });
  return cpioArchive([
    ...['bin', 'dev', 'modules'].map((name) => ({ name, content: new Uint8Array(), mode: 0o040755 })),
    executable('bin/busybox', readFileSync('/bin/busybox')),
    { name: 'bin/sh', content: Buffer.from('busybox'), mode: 0o120777 },
    executable('init', readFileSync(join(import.meta.dirname, 'guest/init'))),
    ...modules.map((file) => executable(`modules/${basename(file)}`, readFileSync(file))),
    executable('modules/order', Buffer.from(modules.map((file) => `${basename(file)}\n`).join(''))),
  ]);
}

function treesIn(printed: string): Map<string, Map<string, string>> {
  const trees = new Map<string, Map<string, string>>();
  for (const [, name = '', sha256 = '', path = ''] of printed.matchAll(
    /^TREE (\S+) ([0-9a-f]{64}) (.*?)\r?$/gm,
  ))
    trees.set(name, (trees.get(name) ?? new Map<string, string>()).set(path, sha256));
  return trees;
}
