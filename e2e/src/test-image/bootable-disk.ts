import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebianFiles } from './debian-files.ts';
import { run } from './run.ts';

const sectorBytes = 512;
const partitionStart = 2048;
const mib = 1024 * 1024;

const kernelArguments =
  'console=ttyS0,115200 norandmaps mitigations=off no_timer_check quiet netberth.installed';
const grubModules = ['part_msdos', 'fat', 'normal', 'configfile', 'linux', 'echo', 'reboot'];
const grubMenu = `echo Booting from the disk
linux /kernel ${kernelArguments}
initrd /initrd
boot
`;

/**
 * A raw disk that boots by itself on BIOS and on UEFI: GRUB in the gap behind the MBR and in one FAT partition,
 * which holds kernel and initrd too. Sectors 1024-1031 are free: there the installer leaves notes (guest-functions).
 */
export async function bootableDisk(debian: DebianFiles, initrdFile: string, folder: string): Promise<Buffer> {
  const menuFile = join(folder, 'grub.cfg');
  writeFileSync(menuFile, grubMenu);
  const core = join(folder, 'core.img');
  const efi = join(folder, 'bootx64.efi');
  await grubImage(debian, 'i386-pc', ['biosdisk', ...grubModules], menuFile, core);
  await grubImage(debian, 'x86_64-efi', grubModules, menuFile, efi);
  const partition = await fatPartition(debian, folder, [
    { from: join(debian.root, 'boot', `vmlinuz-${debian.kernelRelease}`), to: 'kernel' },
    { from: initrdFile, to: 'initrd' },
    { from: efi, to: 'EFI/BOOT/BOOTX64.EFI' },
    { from: menuFile, to: 'grub/grub.cfg' },
  ]);
  return Buffer.concat([bootSectors(debian, readFileSync(core), partition.length), partition]);
}

async function grubImage(
  debian: DebianFiles,
  platform: string,
  modules: readonly string[],
  menuFile: string,
  output: string,
): Promise<void> {
  // The embedded script finds the partition it belongs to by the file on it, whatever the firmware calls the disk.
  const embedded = `${menuFile}.${platform}`;
  writeFileSync(
    embedded,
    'search --file --set=root /grub/grub.cfg\nset prefix=($root)/grub\nconfigfile /grub/grub.cfg\n',
  );
  const moduleFolder = join(debian.root, 'usr/lib/grub', platform);
  await run(join(debian.root, 'usr/bin/grub-mkimage'), [
    ...['-O', platform, '-d', moduleFolder, '-c', embedded, '-p', '/grub', '-o', output],
    ...modules,
    'search',
    'search_fs_file',
  ]);
}

async function fatPartition(
  debian: DebianFiles,
  folder: string,
  files: readonly { from: string; to: string }[],
): Promise<Buffer> {
  const image = join(folder, 'partition.fat');
  const tree = join(folder, 'tree');
  for (const { from, to } of files) {
    mkdirSync(join(tree, to, '..'), { recursive: true });
    copyFileSync(from, join(tree, to));
  }
  writeFileSync(image, '');
  truncateSync(image, 24 * mib);
  await run(join(debian.root, 'sbin/mkfs.fat'), ['-F', '16', '-i', '4e455442', '--invariant', image]);
  const names = ['kernel', 'initrd', 'EFI', 'grub'].map((name) => join(tree, name));
  await run(join(debian.root, 'usr/bin/mcopy'), ['-s', '-i', image, ...names, '::'], {
    env: { SOURCE_DATE_EPOCH: '1700000000', MTOOLS_SKIP_CHECK: '1' },
  });
  return readFileSync(image);
}

/** Everything before the partition: boot sector with its table, then GRUB's core image. */
function bootSectors(debian: DebianFiles, core: Buffer, partitionBytes: number): Buffer {
  if (core.length > 1023 * sectorBytes) throw new Error('GRUB does not fit before sector 1024');
  const sectors = Buffer.alloc(partitionStart * sectorBytes);
  // boot.img loads sector 1, whose own list of blocks continues with sector 2: nothing has to be patched.
  readFileSync(join(debian.root, 'usr/lib/grub/i386-pc/boot.img')).copy(sectors, 0, 0, 440);
  core.copy(sectors, sectorBytes);
  const entry = 446;
  sectors.writeUInt8(0x80, entry);
  sectors.set([0xfe, 0xff, 0xff, 0xef, 0xfe, 0xff, 0xff], entry + 1); // type EF: EFI system partition
  sectors.writeUInt32LE(partitionStart, entry + 8);
  sectors.writeUInt32LE(partitionBytes / sectorBytes, entry + 12);
  sectors.writeUInt16LE(0xaa55, 510);
  return sectors;
}
