import type { MediumFirmware } from '@netberth/api';

/** A loader by its name in the firmware folder. */
export type LoaderFile =
  | 'isolinux.bin'
  | 'isohdpfx.bin'
  | 'ldlinux.c32'
  | 'ipxe.lkrn'
  | 'undionly.kpxe'
  | 'ipxe.efi'
  | 'snponly.efi'
  | 'ipxe-arm64.efi'
  | 'shimx64.efi';

const filesByFirmware: Readonly<Record<MediumFirmware, readonly LoaderFile[]>> = {
  bios: ['isolinux.bin', 'isohdpfx.bin', 'ldlinux.c32', 'ipxe.lkrn'],
  uefi: ['ipxe.efi'],
  'uefi-arm64': ['ipxe-arm64.efi'],
  secureboot: ['shimx64.efi', 'ipxe.efi'],
};

/** The files that media for these firmwares are made of. */
export function loaderFilesOf(firmwares: readonly MediumFirmware[]): readonly LoaderFile[] {
  return [...new Set(firmwares.flatMap((firmware) => filesByFirmware[firmware]))];
}

const packages: Readonly<Record<LoaderFile, string | null>> = {
  'isolinux.bin': 'isolinux',
  'isohdpfx.bin': 'isolinux',
  'ldlinux.c32': 'syslinux-common',
  'ipxe.lkrn': 'ipxe',
  'undionly.kpxe': 'ipxe',
  'ipxe.efi': 'ipxe',
  'snponly.efi': 'ipxe',
  'ipxe-arm64.efi': 'ipxe',
  'shimx64.efi': null,
};

/** The Debian package that brings a loader; null: Debian has none. */
export function debianPackageOf(file: LoaderFile): string | null {
  return packages[file];
}
