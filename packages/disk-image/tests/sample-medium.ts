import { planFat, planIso, slot, type IsoInput, type Plan } from '../src/index.ts';
import { noise } from './random-tree.ts';
import { expectPlan } from './write-image.ts';

export const epochSeconds = 1_700_000_000; // 2023-11-14 22:13:20
export const diskGuid = '4e657462-6572-4468-8000-000000000001';
export const script = slot('script', 4096);

/** A boot file that passes for ISOLINUX: its signature for hybrid images stands at byte 64. */
export const bootFile = noise(38_912, 1);
bootFile.set([0xfb, 0xc0, 0x78, 0x70], 64);

export function sampleVolume(): Plan {
  return expectPlan(
    planFat({
      label: 'SAMPLE',
      volumeId: 0x4e45_5442,
      epochSeconds,
      files: [
        { path: 'EFI/BOOT/BOOTX64.EFI', content: noise(100_000, 2) },
        { path: 'autoexec.ipxe', content: script },
      ],
    }),
  );
}

/** The shape of a boot medium, without a boot loader in it. */
export function sampleIso(more: Partial<IsoInput> = {}): Plan {
  return expectPlan(
    planIso({
      volumeId: 'SAMPLE',
      epochSeconds,
      files: [
        { path: 'boot/isolinux.bin', content: bootFile },
        { path: 'autoexec.ipxe', content: script },
        { path: 'Read me, please.txt', content: noise(3000, 3) },
      ],
      bios: { file: 'boot/isolinux.bin' },
      uefi: { image: sampleVolume() },
      usb: { diskGuid, bootCode: noise(432, 4) },
      ...more,
    }),
  );
}
