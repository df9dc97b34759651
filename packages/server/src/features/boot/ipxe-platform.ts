import type { Firmware } from '@netberth/catalogue';

/** iPXE's `${platform}`; `pcbios-stick`: BIOS, started from a boot medium on a stick, which is drive 0x80 itself. */
export type IpxePlatform = 'pcbios' | 'pcbios-stick' | 'efi' | 'unknown';

export function ipxePlatformOf(told: string | undefined): IpxePlatform {
  return told === 'pcbios' || told === 'pcbios-stick' || told === 'efi' ? told : 'unknown';
}

/** undefined: nobody told. */
export function firmwareOf(platform: IpxePlatform): Firmware | undefined {
  switch (platform) {
    case 'pcbios':
    case 'pcbios-stick':
      return 'bios';
    case 'efi':
      return 'efi';
    case 'unknown':
      return undefined;
  }
}
