import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTree } from './read-tree.ts';
import { runTool } from './run-tool.ts';
import { sampleIso, sampleVolume } from './sample-medium.ts';
import { WorkFolder } from './work-folder.ts';
import { writeImage } from './write-image.ts';

const noIso = mountObstacle('iso9660');
const noFat = mountObstacle('vfat');

/** Why this machine cannot mount it, as the end of a test's name; empty where it can. */
function mountObstacle(fileSystem: string): string {
  if (process.getuid?.() !== 0) return ' (skipped: only root may mount)';
  if (!existsSync('/dev/loop-control')) return ' (skipped: no loop devices here)';
  // Fails where it is built into the kernel, too: /proc/filesystems tells.
  spawnSync('modprobe', ['-q', fileSystem]);
  const isKnown = readFileSync('/proc/filesystems', 'utf8').split(/\s+/).includes(fileSystem);
  return isKnown ? '' : ` (skipped: this kernel has no ${fileSystem})`;
}

function mountedFiles(image: string, fileSystem: string, options: string, folder: WorkFolder): string[] {
  const target = folder.file('mounted');
  mkdirSync(target);
  runTool('mount', ['-t', fileSystem, '-o', `ro,loop,${options}`, image, target]);
  try {
    return readTree(target)
      .files.map(({ path }) => path)
      .sort();
  } finally {
    runTool('umount', [target]);
  }
}

test.skipIf(noIso !== '').each([
  ['Rock Ridge', 'nojoliet'],
  ['Joliet', 'norock'],
])(`Linux mounts the tree of %s${noIso}`, (_, options) => {
  using folder = new WorkFolder();
  writeImage(sampleIso(), folder.file('image.iso'));
  expect(mountedFiles(folder.file('image.iso'), 'iso9660', options, folder)).toEqual([
    'Read me, please.txt',
    'autoexec.ipxe',
    'boot/isolinux.bin',
  ]);
});

test.skipIf(noFat !== '')(`Linux mounts a FAT volume${noFat}`, () => {
  using folder = new WorkFolder();
  writeImage(sampleVolume(), folder.file('image.fat'));
  expect(mountedFiles(folder.file('image.fat'), 'vfat', 'utf8', folder)).toEqual([
    'EFI/BOOT/BOOTX64.EFI',
    'autoexec.ipxe',
  ]);
});
