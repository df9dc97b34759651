import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planIso, type Plan } from '../src/index.ts';
import { noise } from './random-tree.ts';
import { runTool } from './run-tool.ts';
import { bootFile, diskGuid, epochSeconds, sampleIso } from './sample-medium.ts';
import { WorkFolder } from './work-folder.ts';
import { expectPlan, writeImage } from './write-image.ts';

function readWith(plan: Plan, read: (image: string, folder: WorkFolder) => string): string {
  using folder = new WorkFolder();
  const image = folder.file('image.iso');
  writeImage(plan, image);
  return read(image, folder);
}

const bootReport = (plan: Plan): string[] =>
  readWith(plan, (image) =>
    runTool('xorriso', ['-indev', image, '-report_el_torito', 'plain', '-report_system_area', 'plain']),
  )
    .split('\n')
    .filter((line) =>
      /^(El Torito|MBR partition|GPT (partname|start)|Volume id|System area summary)/.test(line),
    );

/** Mode, size, time and name of each row of `isoinfo -l`. */
const listing = (plan: Plan, ...tree: string[]): string[] =>
  readWith(plan, (image) => runTool('isoinfo', ['-l', ...tree, '-i', image]))
    .split('\n')
    .filter((line) => /^[d-]/.test(line))
    .map((line) => line.replace(/^(\S+) .* (\d+ \w{3} \d\d \d{4}) \[.*\] +(.*?) *$/, '$1 $2 $3'));

test('xorriso finds both boot images, tells isolinux by its table, and finds MBR and GPT', () => {
  expect(bootReport(sampleIso())).toEqual([
    'El Torito catalog  : 20  1',
    'El Torito images   :   N  Pltf  B   Emul  Ld_seg  Hdpt  Ldsiz         LBA',
    'El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4          32',
    'El Torito boot img :   2  UEFI  y   none  0x0000  0x00    256          52',
    'El Torito img path :   1  /boot/isolinux.bin',
    'El Torito img opts :   1  boot-info-table isohybrid-suitable',
    'El Torito img blks :   2  64',
    'System area summary: MBR protective-msdos-label cyl-align-off GPT',
    'MBR partition table:   N Status  Type        Start       Blocks',
    'MBR partition      :   1   0x00  0xee            1          507',
    'MBR partition      :   2   0x80  0x00            0            1',
    'GPT partname local :   1  EFI system',
    'GPT start and size :   1  208  256',
    "Volume id    : 'SAMPLE'",
  ]);
});

test('an image for BIOS alone has one active partition over whole cylinders', () => {
  const input = {
    volumeId: 'SAMPLE',
    epochSeconds,
    files: [{ path: 'isolinux.bin', content: bootFile }],
    bios: { file: 'isolinux.bin' },
    usb: { diskGuid, bootCode: noise(432, 4) },
  };
  expect(bootReport(expectPlan(planIso(input)))).toEqual([
    'El Torito catalog  : 20  1',
    'El Torito images   :   N  Pltf  B   Emul  Ld_seg  Hdpt  Ldsiz         LBA',
    'El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4          28',
    'El Torito img path :   1  /isolinux.bin',
    'El Torito img opts :   1  boot-info-table isohybrid-suitable',
    'System area summary: MBR cyl-align-on',
    'MBR partition table:   N Status  Type        Start       Blocks',
    'MBR partition      :   1   0x80  0x17            0         2048',
    "Volume id    : 'SAMPLE'",
  ]);
});

test('isoinfo reads the same files by their names of ISO 9660, Joliet and Rock Ridge', () => {
  const plan = sampleIso();
  expect(listing(plan)).toEqual([
    'd--------- 2048 Nov 14 2023 .',
    'd--------- 2048 Nov 14 2023 ..',
    '---------- 4096 Nov 14 2023 AUTOEXEC.IPXE;1',
    'd--------- 2048 Nov 14 2023 BOOT',
    '---------- 3000 Nov 14 2023 READ_ME__PLEASE.TXT;1',
    'd--------- 2048 Nov 14 2023 .',
    'd--------- 2048 Nov 14 2023 ..',
    '---------- 38912 Nov 14 2023 ISOLINUX.BIN;1',
  ]);
  expect(listing(plan, '-J')).toEqual([
    'd--------- 2048 Nov 14 2023 .',
    'd--------- 2048 Nov 14 2023 ..',
    '---------- 3000 Nov 14 2023 Read me, please.txt;1',
    '---------- 4096 Nov 14 2023 autoexec.ipxe;1',
    'd--------- 2048 Nov 14 2023 boot',
    'd--------- 2048 Nov 14 2023 .',
    'd--------- 2048 Nov 14 2023 ..',
    '---------- 38912 Nov 14 2023 isolinux.bin;1',
  ]);
  expect(listing(plan, '-R')).toEqual([
    'dr-xr-xr-x 2048 Nov 14 2023 .',
    'dr-xr-xr-x 2048 Nov 14 2023 ..',
    '-r--r--r-- 4096 Nov 14 2023 autoexec.ipxe',
    'dr-xr-xr-x 2048 Nov 14 2023 boot',
    '-r--r--r-- 3000 Nov 14 2023 Read me, please.txt',
    'dr-xr-xr-x 2048 Nov 14 2023 .',
    'dr-xr-xr-x 2048 Nov 14 2023 ..',
    '-r--r--r-- 38912 Nov 14 2023 isolinux.bin',
  ]);
});

test('7-Zip, which reads the Joliet tree, finds the image whole and the files unchanged', () => {
  using folder = new WorkFolder();
  const image = folder.file('image.iso');
  writeImage(sampleIso(), image);
  expect(runTool('7z', ['t', image])).toContain('Everything is Ok');
  mkdirSync(folder.file('tree'));
  runTool('7z', ['x', `-o${folder.file('tree')}`, image]);
  expect(readFileSync(folder.file('tree/Read me, please.txt')).equals(noise(3000, 3))).toBe(true);
});

test('names of 255 bytes, which go on in a continuation area, and full folders are read back', () => {
  const names = Array.from(
    { length: 300 },
    (_, index) => `${String(index).padStart(5, '0')}${'ä'.repeat(125)}`,
  );
  const files = names.map((path, index) => ({ path, content: noise(index, index) }));
  const plan = expectPlan(planIso({ files, volumeId: 'LONG', epochSeconds, joliet: false }));
  const found = readWith(plan, (image) => runTool('xorriso', ['-indev', image, '-find', '/', '-type', 'f']));
  expect(
    found
      .split('\n')
      .filter((line) => line.startsWith("'/"))
      .sort(),
  ).toEqual(names.map((name) => `'/${name}'`));
});

test('a file of 5 GiB has several records that readers take for one file', () => {
  const sizeBytes = 5 * 2 ** 30 + 1;
  const reader = {
    kind: 'reader' as const,
    sizeBytes,
    readAt: (_: number, size: number) => new Uint8Array(size),
  };
  const files = [{ path: 'large.img', content: reader }];
  const plan = expectPlan(planIso({ files, volumeId: 'LARGE', epochSeconds }));
  const found = readWith(plan, (image) =>
    runTool('xorriso', ['-indev', image, '-find', '/', '-exec', 'report_lba']),
  );
  expect(found.split('\n').filter((line) => line.startsWith('File data lba'))).toEqual([
    "File data lba:  0 ,       26 ,  2097151 , 5368709121 , '/large.img'",
    "File data lba:  1 ,  2097177 ,   524290 , 5368709121 , '/large.img'",
  ]);
});
