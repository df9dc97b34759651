import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planFat, planUsb, replaceSlot, type FatInput, type FatType } from '../src/index.ts';
import { noise } from './random-tree.ts';
import { runTool } from './run-tool.ts';
import { diskGuid, epochSeconds, sampleIso, sampleVolume, script } from './sample-medium.ts';
import { WorkFolder } from './work-folder.ts';
import { expectPlan, writeImage } from './write-image.ts';

const mib = 1024 * 1024;

const volume: FatInput = {
  label: 'BOOT STICK',
  volumeId: 0x1234_abcd,
  epochSeconds,
  files: [
    { path: 'EFI/BOOT/BOOTX64.EFI', content: noise(100_000, 2) },
    { path: 'EFI/BOOT/BOOTAA64.EFI', content: noise(90_000, 5) },
    { path: 'Eine längere Datei.txt', content: noise(1, 3) },
    { path: 'autoexec.ipxe', content: script },
    { path: 'empty', content: new Uint8Array() },
  ],
};

const clusterCounts: readonly [string, FatType, Partial<FatInput>][] = [
  ['as small as can be', 12, {}],
  ['as small as FAT16 can be', 16, { type: 16 }],
  ['as small as FAT32 can be', 32, { type: 32 }],
  ['of a floppy', 12, { sizeBytes: 1_474_560 }],
  ['of 64 MiB', 16, { sizeBytes: 64 * mib }],
  ['of 1 GiB', 32, { sizeBytes: 1024 * mib }],
  ['of an odd number of sectors', 16, { sizeBytes: 20 * mib + 512 }],
];

describe.each(clusterCounts)('a volume %s', (_, type, more) => {
  test(`is FAT${type} without a fault for fsck.fat, and mtools reads label, names and files`, () => {
    using folder = new WorkFolder();
    const image = folder.file('image.fat');
    writeImage(expectPlan(planFat({ ...volume, ...more })), image);
    const check = runTool('fsck.fat', ['-n', '-v', image]);
    expect(check).toContain(type === 32 ? '32 bit entries' : `${type} bit entries`);
    expect(check).toMatch(/: 8 files, \d+\/\d+ clusters/);
    expect(runTool('mlabel', ['-i', image, '-s', '::'])).toContain('Volume label is BOOT STICK');
    const listing = runTool('mdir', ['-i', image, '-/', '-b', '::']).trim().split('\n').sort();
    expect(listing).toEqual([
      '::/EFI/',
      '::/EFI/BOOT/',
      '::/EFI/BOOT/BOOTAA64.EFI',
      '::/EFI/BOOT/BOOTX64.EFI',
      '::/Eine längere Datei.txt',
      '::/autoexec.ipxe',
      '::/empty',
    ]);
    runTool('mcopy', ['-i', image, '::/EFI/BOOT/BOOTX64.EFI', folder.file('copy')]);
    expect(readFileSync(folder.file('copy')).equals(noise(100_000, 2))).toBe(true);
  });
});

test('mtools sees the time that was given, as UTC', () => {
  using folder = new WorkFolder();
  writeImage(sampleVolume(), folder.file('image.fat'));
  expect(runTool('mdir', ['-i', folder.file('image.fat'), '::'])).toMatch(/autoexec\.ipxe/);
  expect(runTool('mdir', ['-i', folder.file('image.fat'), '::'])).toMatch(/2023-11-14 +22:13/);
});

test('a folder of 3000 files with names that begin alike is whole', () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({
    path: `many/a long name, number ${index}.config`,
    content: noise(index % 5, index),
  }));
  using folder = new WorkFolder();
  const image = folder.file('image.fat');
  writeImage(expectPlan(planFat({ ...volume, files })), image);
  expect(runTool('fsck.fat', ['-n', image])).toContain('3002 files');
});

test('a slot in the ISO tree and in its UEFI image holds the new bytes at both places', () => {
  using folder = new WorkFolder();
  const image = folder.file('image.iso');
  const text = '#!ipxe\necho hello\n';
  writeImage(expectPlan(replaceSlot(sampleIso(), 'script', new TextEncoder().encode(text))), image);
  runTool('xorriso', [
    '-osirrox',
    'on',
    '-indev',
    image,
    '-extract',
    '/autoexec.ipxe',
    folder.file('from-iso'),
  ]);
  const uefiImage = readFileSync(image).subarray(52 * 2048, 52 * 2048 + 256 * 512);
  writeFileSync(folder.file('uefi.fat'), uefiImage);
  runTool('mcopy', ['-i', folder.file('uefi.fat'), '::/autoexec.ipxe', folder.file('from-fat')]);
  expect(readFileSync(folder.file('from-iso'), 'utf8')).toBe(text.padEnd(4096, '\n'));
  expect(readFileSync(folder.file('from-fat'), 'utf8')).toBe(text.padEnd(4096, '\n'));
});

test('sgdisk finds no fault in the GPT of an ISO', () => {
  using folder = new WorkFolder();
  writeImage(sampleIso(), folder.file('image.iso'));
  expect(runTool('sgdisk', ['-v', folder.file('image.iso')])).toContain('No problems found');
  const table = runTool('sgdisk', ['-p', '-i', '1', folder.file('image.iso')]);
  expect(table).toContain('Disk identifier (GUID): 4E657462-6572-4468-8000-000000000001');
  expect(table).toMatch(/ 1 +208 +463 +128\.0 KiB +EF00 +EFI system/);
});

test('sgdisk finds no fault in a GPT stick, and mtools reads the volume in its partition', () => {
  using folder = new WorkFolder();
  const image = folder.file('image.usb');
  writeImage(expectPlan(planUsb({ scheme: 'gpt', diskGuid, volume })), image);
  expect(runTool('sgdisk', ['-v', image])).toContain('No problems found');
  const table = runTool('sgdisk', ['-p', '-i', '1', image]);
  expect(table).toContain('C12A7328-F81F-11D2-BA4B-00A0C93EC93B (EFI system partition)');
  expect(table).toContain('Partition unique GUID: 4E657462-6572-4468-8000-000000000002');
  expect(runTool('mdir', ['-i', `${image}@@1M`, '-b', '::'])).toContain('::/autoexec.ipxe');
});

test('an MBR stick has one active FAT partition, in which mtools reads the volume', () => {
  using folder = new WorkFolder();
  const image = folder.file('image.usb');
  const sized = { ...volume, sizeBytes: 64 * mib };
  writeImage(expectPlan(planUsb({ scheme: 'mbr', diskGuid, volume: sized, bootCode: noise(440, 9) })), image);
  const dump = runTool('sfdisk', ['--dump', image]);
  expect(dump).toContain('label-id: 0x4e657462');
  expect(dump).toMatch(/: start= +2048, size= +131072, type=e, bootable/);
  expect(runTool('mdir', ['-i', `${image}@@1M`, '-b', '::'])).toContain('::/autoexec.ipxe');
});
