/** Processor architectures as iPXE's `${buildarch}` names them. */
export const architectures = ['x86_64', 'i386', 'arm64'] as const;
export type Architecture = (typeof architectures)[number];

export const firmwares = ['bios', 'efi'] as const;
export type Firmware = (typeof firmwares)[number];

export type Platform = { readonly firmware: Firmware; readonly arch: Architecture };

/** What a catalogue can be asked for. A kernel for i386 starts on BIOS only: 32-bit UEFI is not served. */
export const platforms: readonly Platform[] = [
  { firmware: 'bios', arch: 'x86_64' },
  { firmware: 'bios', arch: 'i386' },
  { firmware: 'efi', arch: 'x86_64' },
  { firmware: 'efi', arch: 'arm64' },
];

export function isSamePlatform(left: Platform, right: Platform): boolean {
  return left.firmware === right.firmware && left.arch === right.arch;
}

/** `bios-x86_64`, as labels of scripts spell it. */
export function platformName({ firmware, arch }: Platform): string {
  return `${firmware}-${arch}`;
}
