import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planFat, planIso, streamPlan, type FileEntry, type Plan } from '@netberth/disk-image';
import { expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { diskGuid, expectPlan } from './boot-images.ts';
import { mountedTrees } from './mounting-guest.ts';

const bootMs = 300_000;
/** The kernel comes from where the firmware comes from. */
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';
const epochSeconds = 1_700_000_000;

/** Bytes that differ from file to file. */
const content = (sizeBytes: number, seed: number) =>
  Uint8Array.from({ length: sizeBytes }, (_, at) => (at * seed + (at >> 8)) & 0xff);

const isoFiles: readonly FileEntry[] = [
  { path: 'Read me, please.txt', content: content(3000, 3) },
  { path: 'a/b/c/d/e/f/deep.bin', content: content(2049, 5) },
  { path: 'empty', content: new Uint8Array() },
  { path: 'kernel/vmlinuz', content: content(5_000_001, 7) },
  { path: 'Äpfel und 漢字.conf', content: content(1, 9) },
];
const uefiFiles: readonly FileEntry[] = [
  { path: 'EFI/BOOT/BOOTX64.EFI', content: content(1_000_000, 11) },
  { path: 'Eine längere Datei.txt', content: content(513, 13) },
  { path: 'autoexec.ipxe', content: content(16_384, 15) },
];
const fat = (files: readonly FileEntry[], type?: 32): Plan =>
  expectPlan(
    planFat({ label: 'MOUNTED', volumeId: 1, epochSeconds, files, ...(type === undefined ? {} : { type }) }),
  );

const sumsOf = (files: readonly FileEntry[]) =>
  new Map(
    files.map(({ path, content: bytes }): [string, string] => {
      if (!(bytes instanceof Uint8Array)) throw new TypeError(`"${path}" is not in memory`);
      return [path, createHash('sha256').update(bytes).digest('hex')];
    }),
  );

test.skipIf(skip)(
  `Linux mounts both trees of an ISO, the UEFI partition that its GPT names, and a FAT32 volume${skipped}`,
  { timeout: bootMs },
  async () => {
    const folder = emptyWorkFolder('media-mounted');
    const iso = planIso({
      volumeId: 'MOUNTED',
      epochSeconds,
      files: isoFiles,
      uefi: { image: fat(uefiFiles) },
      usb: { diskGuid },
    });
    const images = [expectPlan(iso), fat(isoFiles, 32)].map((plan, index) => {
      const path = join(folder, `image-${index}.raw`);
      writeFileSync(path, Buffer.concat([...streamPlan(plan)]));
      return path;
    });
    const trees = await mountedTrees(images, folder);
    expect(Object.fromEntries(trees)).toEqual({
      'rock-ridge': sumsOf(isoFiles),
      joliet: sumsOf(isoFiles),
      'uefi-partition': sumsOf(uefiFiles),
      volume: sumsOf(isoFiles),
    });
  },
);
