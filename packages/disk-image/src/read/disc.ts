/** A file of a disc: its bytes lie in one piece. */
export type DiscFile = {
  /** `casper/vmlinuz`, as the disc writes it. */
  readonly path: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
};

/** What firmware starts from a disc (El Torito). */
export type DiscBoot = {
  readonly firmware: 'bios' | 'efi';
  /** What a BIOS takes the boot image for; UEFI takes it for a FAT volume. */
  readonly emulation: 'none' | 'floppy' | 'harddisk';
};

/** What stands on an ISO image. */
export type Disc = {
  readonly label: string;
  /** Whose names the files have. */
  readonly structure: 'ISO 9660' | 'Rock Ridge' | 'Joliet' | 'UDF';
  /** By folder, in the order of the disc; links are left out. */
  readonly files: readonly DiscFile[];
  readonly boots: readonly DiscBoot[];
};

export type DiscOutcome =
  | { readonly kind: 'disc'; readonly disc: Disc }
  /** `why` ends the sentence "NAME …". */
  | { readonly kind: 'no-disc'; readonly why: string };

/** What was read contradicts itself or the end of the image; `message` ends the sentence "NAME …". */
export class DiscFault extends Error {
  override readonly name = 'DiscFault';
}
