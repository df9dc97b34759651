import type { FirmwareFile } from '@netberth/api';

/** A file that the firmware folder may hold, and where it is found. */
export type KnownFile = Pick<FirmwareFile, 'file' | 'kind' | 'platform' | 'architecture'> & {
  /** Debian's package of it, and the paths inside, newest packages first; null: Debian has none. */
  readonly debian: { readonly package: string; readonly paths: readonly string[] } | null;
  /** Where else it lies in a folder that a person names: iPXE's build folders and download pages. */
  readonly alsoIn: readonly string[];
  /** What cannot be done without it. */
  readonly means: string;
};

const pcbios = { platform: 'pcbios', architecture: 'i386' } as const;
const efi = { platform: 'efi', architecture: 'x86_64' } as const;
const efiArm64 = { platform: 'efi', architecture: 'arm64' } as const;

function ipxeOf(...names: readonly string[]) {
  return { package: 'ipxe', paths: names.flatMap((name) => [`usr/lib/ipxe/${name}`, `boot/${name}`]) };
}

/** Every file we know, in the order in which people see them. */
export const knownFiles: readonly KnownFile[] = [
  {
    ...{ file: 'undionly.kpxe', kind: 'ipxe', ...pcbios },
    debian: ipxeOf('undionly.kpxe'),
    alsoIn: ['bin/undionly.kpxe'],
    means: 'BIOS machines cannot start from the network with the driver of their own card',
  },
  {
    ...{ file: 'ipxe.pxe', kind: 'ipxe', ...pcbios },
    debian: ipxeOf('ipxe.pxe'),
    alsoIn: ['bin/ipxe.pxe'],
    means: 'BIOS machines whose card has a faulty network driver have no other',
  },
  {
    ...{ file: 'ipxe.lkrn', kind: 'ipxe', ...pcbios },
    debian: ipxeOf('ipxe.lkrn'),
    alsoIn: ['bin/ipxe.lkrn'],
    means: 'boot media do not start on BIOS machines',
  },
  {
    ...{ file: 'ipxe.efi', kind: 'ipxe', ...efi },
    debian: ipxeOf('ipxe-amd64.efi', 'ipxe.efi'),
    alsoIn: ['bin-x86_64-efi/ipxe.efi', 'x86_64-efi/ipxe.efi', 'ipxe-amd64.efi', 'ipxe-x86_64.efi'],
    means: 'UEFI machines cannot start from the network, nor from boot media',
  },
  {
    ...{ file: 'snponly.efi', kind: 'ipxe', ...efi },
    debian: ipxeOf('snponly.efi'),
    alsoIn: ['bin-x86_64-efi/snponly.efi', 'x86_64-efi/snponly.efi'],
    means: 'UEFI machines cannot start with the network driver of their own firmware',
  },
  {
    ...{ file: 'ipxe-arm64.efi', kind: 'ipxe', ...efiArm64 },
    debian: ipxeOf('ipxe-arm64.efi'),
    alsoIn: ['bin-arm64-efi/ipxe.efi', 'arm64-efi/ipxe.efi'],
    means: 'arm64 machines cannot start from the network',
  },
  {
    ...{ file: 'snponly-arm64.efi', kind: 'ipxe', ...efiArm64 },
    debian: null,
    alsoIn: ['bin-arm64-efi/snponly.efi', 'arm64-efi/snponly.efi'],
    means:
      'arm64 machines cannot start with the network driver of their own firmware; ipxe-arm64.efi serves most',
  },
  {
    ...{ file: 'memdisk', kind: 'memdisk', ...pcbios },
    debian: { package: 'syslinux-common', paths: ['usr/lib/syslinux/memdisk'] },
    alsoIn: ['bios/memdisk/memdisk'],
    means: 'ISO images cannot be started from memory on BIOS machines',
  },
  {
    ...{ file: 'isolinux.bin', kind: 'isolinux', ...pcbios },
    debian: { package: 'isolinux', paths: ['usr/lib/ISOLINUX/isolinux.bin'] },
    alsoIn: ['bios/core/isolinux.bin'],
    means: 'boot media on CD do not start on BIOS machines',
  },
  {
    ...{ file: 'isohdpfx.bin', kind: 'hybrid-mbr', ...pcbios },
    debian: { package: 'isolinux', paths: ['usr/lib/ISOLINUX/isohdpfx.bin'] },
    alsoIn: ['bios/mbr/isohdpfx.bin'],
    means: 'boot media on USB do not start on BIOS machines',
  },
  {
    ...{ file: 'ldlinux.c32', kind: 'syslinux-module', ...pcbios },
    debian: { package: 'syslinux-common', paths: ['usr/lib/syslinux/modules/bios/ldlinux.c32'] },
    alsoIn: ['bios/com32/elflink/ldlinux/ldlinux.c32'],
    means: 'boot media do not start on BIOS machines',
  },
  {
    ...{ file: 'bios.bin', kind: 'emulator-bios', ...pcbios },
    debian: { package: 'seabios', paths: ['usr/share/seabios/bios.bin'] },
    alsoIn: [],
    means: 'boot media cannot be tried out in the emulator',
  },
  {
    ...{ file: 'vgabios-stdvga.bin', kind: 'emulator-vga-bios', ...pcbios },
    debian: { package: 'seabios', paths: ['usr/share/seabios/vgabios-stdvga.bin'] },
    alsoIn: ['vgabios.bin'],
    means: 'the emulator has no screen',
  },
  {
    ...{ file: 'shimx64.efi', kind: 'secure-boot-shim', ...efi },
    debian: null,
    alsoIn: ['x86_64-sb/shimx64.efi', 'x86_64-sb/ipxe-shim.efi'],
    means: 'UEFI machines with Secure Boot refuse iPXE; only signed builds of iPXE come with a shim',
  },
  {
    ...{ file: 'wimboot', kind: 'windows-loader', ...pcbios },
    debian: null,
    alsoIn: [],
    means: 'Windows cannot be started',
  },
];

/** Debian's packages that hold any of them. */
export const debianPackages: readonly string[] = [
  ...new Set(knownFiles.flatMap(({ debian }) => debian?.package ?? [])),
];
