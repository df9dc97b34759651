import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planFat, planUsb, streamPlan, type Plan } from '@netberth/disk-image';
import { describe, expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import type { Firmware } from '../src/qemu-arguments.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { bootIso, diskGuid, expectPlan, uefiVolume, withScript } from './boot-images.ts';
import { MediumMachine, type Drive } from './medium-machine.ts';

const bootMs = 240_000;
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';
const ipxe = skip ? '' : installed.folder;

/** Boots the image with a script in its slot, and gives the line that the script shows. */
async function wordsOf(name: string, plan: Plan, firmware: Firmware, drive: Drive): Promise<string> {
  const folder = emptyWorkFolder(`media-${name}`);
  const image = join(folder, 'image.raw');
  // Half of the words comes from a setting, so that a script that is only shown does not pass for one that runs.
  const script = withScript(
    plan,
    '#!ipxe\nset place the-slot\necho words from ${place}\nsleep 5\npoweroff\n',
  );
  writeFileSync(image, Buffer.concat([...streamPlan(script)]));
  await using machine = new MediumMachine({ firmware, drive, image, folder });
  const [line] = await machine.shows(/words from \S+(?=\n)/, bootMs);
  return line;
}

describe(`disk images with real firmware${skipped}`, { skip }, () => {
  describe.each([
    ['bios', 'cd'],
    ['bios', 'usb'],
    ['uefi', 'cd'],
    ['uefi', 'usb'],
  ] as const)('one image for everything, on %s from %s', (firmware, drive) => {
    test('runs the script of its slot', { timeout: bootMs }, async () => {
      expect(await wordsOf(`${firmware}-${drive}`, bootIso(ipxe, 'bios-and-uefi'), firmware, drive)).toBe(
        'words from the-slot',
      );
    });
  });

  describe.each(['cd', 'usb'] as const)('an image for BIOS alone, from %s', (drive) => {
    test('runs the script of its slot', { timeout: bootMs }, async () => {
      expect(await wordsOf(`bios-only-${drive}`, bootIso(ipxe, 'bios'), 'bios', drive)).toBe(
        'words from the-slot',
      );
    });
  });

  test('a stick with a GPT and nothing else runs its script on UEFI', { timeout: bootMs }, async () => {
    const stick = planUsb({ scheme: 'gpt', diskGuid, volume: uefiVolume(ipxe) });
    expect(await wordsOf('gpt-stick', expectPlan(stick), 'uefi', 'usb')).toBe('words from the-slot');
  });

  test('a stick with an MBR partition runs its script on UEFI', { timeout: bootMs }, async () => {
    const stick = planUsb({ scheme: 'mbr', diskGuid, volume: uefiVolume(ipxe) });
    expect(await wordsOf('mbr-stick', expectPlan(stick), 'uefi', 'usb')).toBe('words from the-slot');
  });

  test('a stick without partitions runs its script on UEFI', { timeout: bootMs }, async () => {
    expect(await wordsOf('superfloppy', expectPlan(planFat(uefiVolume(ipxe))), 'uefi', 'usb')).toBe(
      'words from the-slot',
    );
  });

  test('the image for BIOS is under 1.5 MB, the one for BIOS and UEFI under 4 MB', () => {
    expect(bootIso(ipxe, 'bios').sizeBytes).toBeLessThan(1_500_000);
    expect(bootIso(ipxe, 'bios-and-uefi').sizeBytes).toBeLessThan(4_000_000);
  });
});
