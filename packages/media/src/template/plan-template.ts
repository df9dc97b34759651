import type { MediumFirmware, MediumFormat } from '@netberth/api';
import {
  planFat,
  planIso,
  slot,
  type FileEntry,
  type IsoInput,
  type Plan,
  type PlanOutcome,
} from '@netberth/disk-image';
import { planFloppy } from '../artefacts/plan-floppy.ts';
import { cdOnlyCode } from './cd-only-code.ts';
import type { LoaderFile } from './firmware-set.ts';

export const scriptSlot = 'script';
/** Three times the longest script that we make; iPXE takes any size. */
export const scriptSlotBytes = 16 * 1024;

export type TemplateInput = {
  readonly firmwares: readonly MediumFirmware[];
  readonly format: MediumFormat;
  /** The name of the volume, as an operating system shows it. */
  readonly label: string;
  readonly loaders: ReadonlyMap<LoaderFile, Uint8Array>;
};

/** Every medium has the same time, so that the same input gives the same bytes: 2026-01-01. */
const epochSeconds = 1_767_225_600;
const diskGuid = '4e657462-6572-4468-8000-000000000001';
const volumeId = 0x4e45_5442;
const script = slot(scriptSlot, scriptSlotBytes);

const isolinuxConfig = `SERIAL 0
SAY Netberth
DEFAULT ipxe
LABEL ipxe
  KERNEL ipxe.lkrn
  APPEND initrd=autoexec.ipxe
`;

/**
 * A medium with an empty slot where its script will be, twice: in the ISO's tree for BIOS and in the FAT volume for
 * UEFI. Assembled once for each set of firmwares; media are made of it by `fillMedium`.
 *
 * Throws a RangeError when a loader of `loaderFilesOf(firmwares)` is not given.
 */
export function planTemplate(input: TemplateInput): PlanOutcome {
  const uefiFiles = uefiFilesOf(input);
  if (input.format === 'floppy')
    return planFloppy({ label: input.label, volumeId, epochSeconds, files: floppyFilesOf(input, uefiFiles) });
  if (uefiFiles.length === 0) return planIso(isoInput(input, null));
  const volume = planFat({ label: 'NETBERTH', volumeId, epochSeconds, files: uefiFiles });
  return volume.kind === 'refused' ? volume : planIso(isoInput(input, volume.plan));
}

function isoInput(input: TemplateInput, volume: Plan | null): IsoInput {
  const hasBios = input.firmwares.includes('bios');
  const bootCode = () => (input.format === 'usb' ? loaderOf(input, 'isohdpfx.bin') : cdOnlyCode);
  return {
    volumeId: input.label,
    epochSeconds,
    files: hasBios ? biosFilesOf(input) : [{ path: 'autoexec.ipxe', content: script }],
    ...(hasBios ? { bios: { file: 'isolinux.bin' } } : {}),
    ...(volume === null ? {} : { uefi: { image: volume } }),
    usb: { diskGuid, ...(hasBios ? { bootCode: bootCode() } : {}) },
  };
}

function biosFilesOf(input: TemplateInput): FileEntry[] {
  return [
    { path: 'isolinux.bin', content: loaderOf(input, 'isolinux.bin') },
    { path: 'ldlinux.c32', content: loaderOf(input, 'ldlinux.c32') },
    { path: 'ipxe.lkrn', content: loaderOf(input, 'ipxe.lkrn') },
    {
      path: 'isolinux.cfg',
      content: Uint8Array.from(isolinuxConfig, (character) => character.charCodeAt(0)),
    },
    { path: 'autoexec.ipxe', content: script },
  ];
}

/** One folder for both; nothing of isolinux, and the script once. */
function floppyFilesOf(input: TemplateInput, uefiFiles: readonly FileEntry[]): FileEntry[] {
  const kernel = input.firmwares.includes('bios')
    ? [{ path: 'ipxe.lkrn', content: loaderOf(input, 'ipxe.lkrn') }]
    : [];
  return [
    ...kernel,
    ...uefiFiles.filter(({ path }) => path !== 'autoexec.ipxe'),
    { path: 'autoexec.ipxe', content: script },
  ];
}

/** A shim starts `ipxe.efi` from beside itself. */
function uefiFilesOf(input: TemplateInput): FileEntry[] {
  const has = (firmware: MediumFirmware) => input.firmwares.includes(firmware);
  const loaders = [
    ...(has('secureboot')
      ? [
          { path: 'EFI/BOOT/BOOTX64.EFI', content: loaderOf(input, 'shimx64.efi') },
          { path: 'EFI/BOOT/ipxe.efi', content: loaderOf(input, 'ipxe.efi') },
        ]
      : has('uefi')
        ? [{ path: 'EFI/BOOT/BOOTX64.EFI', content: loaderOf(input, 'ipxe.efi') }]
        : []),
    ...(has('uefi-arm64')
      ? [{ path: 'EFI/BOOT/BOOTAA64.EFI', content: loaderOf(input, 'ipxe-arm64.efi') }]
      : []),
  ];
  return loaders.length === 0 ? [] : [...loaders, { path: 'autoexec.ipxe', content: script }];
}

function loaderOf({ loaders }: TemplateInput, file: LoaderFile): Uint8Array {
  const bytes = loaders.get(file);
  if (bytes === undefined) throw new RangeError(`cannot plan a medium: the loader ${file} was not given`);
  return bytes;
}
