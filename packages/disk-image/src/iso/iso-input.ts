import type { Plan } from '../plan/plan.ts';
import type { FileEntry } from '../tree/tree.ts';

export type IsoInput = {
  readonly files: readonly FileEntry[];
  /** Folders that shall exist even when no file is in them. */
  readonly folders?: readonly string[];
  /** The label: capitals, digits and `_`, up to 32 characters, with Joliet up to 16. */
  readonly volumeId: string;
  /** Of the volume and of all in it. */
  readonly epochSeconds: number;
  /** POSIX names for Linux and others; true. */
  readonly rockRidge?: boolean;
  /** A second tree with the names that Windows reads; true. */
  readonly joliet?: boolean;
  readonly bios?: BiosBoot;
  readonly uefi?: UefiBoot;
  readonly usb?: UsbBoot;
};

/** El Torito for BIOS: a boot loader of the tree, such as `isolinux.bin`. */
export type BiosBoot = {
  readonly file: string;
  /** How much of it the firmware loads, in sectors of 512 bytes; 4, the rest is the loader's affair. */
  readonly sectors?: number;
  /** Whether the loader is told where it stands; true, which ISOLINUX needs. */
  readonly bootInfoTable?: boolean;
};

/** El Torito for UEFI: a FAT image with `EFI/BOOT/BOOTX64.EFI` and the like, from `planFat`. */
export type UefiBoot = { readonly image: Plan };

/** What makes the same image start from a USB stick. */
export type UsbBoot = {
  /**
   * Names the disk. Its first eight digits are the signature of an MBR, and the partition's GUID is this one with
   * 1 added to its last byte.
   */
  readonly diskGuid: string;
  /** For BIOS: syslinux' `isohdpfx.bin`. Needs `bios`. */
  readonly bootCode?: Uint8Array;
};
