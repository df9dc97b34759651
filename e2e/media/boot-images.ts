import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  planFat,
  planIso,
  problemText,
  replaceSlot,
  slot,
  type FatInput,
  type FileEntry,
  type Plan,
  type PlanOutcome,
} from '@netberth/disk-image';

const epochSeconds = 1_700_000_000;
export const diskGuid = '4e657462-6572-4468-8000-000000000001';
const isolinuxConfig = `SERIAL 0
DEFAULT ipxe
LABEL ipxe
  KERNEL ipxe.lkrn
  APPEND initrd=autoexec.ipxe
`;

const script = slot('script', 16 * 1024);

/** A medium that boots iPXE with a script, for BIOS alone or for UEFI too. `firmware` is the folder of the binaries. */
export function bootIso(firmware: string, platforms: 'bios' | 'bios-and-uefi'): Plan {
  return expectPlan(
    planIso({
      volumeId: 'NETBERTH',
      epochSeconds,
      files: biosFiles(firmware),
      bios: { file: 'isolinux.bin' },
      usb: { diskGuid, bootCode: bytesOf(firmware, 'isohdpfx.bin') },
      ...(platforms === 'bios' ? {} : { uefi: { image: expectPlan(planFat(uefiVolume(firmware))) } }),
    }),
  );
}

export function uefiVolume(firmware: string): FatInput {
  return {
    label: 'NETBERTH',
    volumeId: 0x4e45_5442,
    epochSeconds,
    files: [
      { path: 'EFI/BOOT/BOOTX64.EFI', content: bytesOf(firmware, 'ipxe.efi') },
      { path: 'autoexec.ipxe', content: script },
    ],
  };
}

export function withScript(plan: Plan, text: string): Plan {
  return expectPlan(replaceSlot(plan, 'script', Buffer.from(text)));
}

export function expectPlan(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'planned') return outcome.plan;
  throw new Error(outcome.problems.map(problemText).join('\n'));
}

function biosFiles(firmware: string): FileEntry[] {
  return [
    { path: 'isolinux.bin', content: bytesOf(firmware, 'isolinux.bin') },
    { path: 'ldlinux.c32', content: bytesOf(firmware, 'ldlinux.c32') },
    { path: 'isolinux.cfg', content: Buffer.from(isolinuxConfig) },
    { path: 'ipxe.lkrn', content: bytesOf(firmware, 'ipxe.lkrn') },
    { path: 'autoexec.ipxe', content: script },
  ];
}

function bytesOf(folder: string, name: string): Uint8Array {
  return readFileSync(join(folder, name));
}
