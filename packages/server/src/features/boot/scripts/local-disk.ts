import { ipxe, label } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';

export type Platform = 'pcbios' | 'efi' | 'unknown';

export function platformOf(said: string | undefined): Platform {
  return said === 'pcbios' || said === 'efi' ? said : 'unknown';
}

const bios = ipxe`sanboot --no-describe --drive 0x80 || exit 1`;
const efi = ipxe`exit 1`;
const byPlatform: Readonly<Record<Platform, readonly Statement[]>> = {
  pcbios: [bios],
  efi: [efi],
  unknown: [ipxe`iseq \${platform} efi || goto local_bios`, efi, label('local_bios'), bios],
};

/**
 * Hand over to the machine's own disk; nothing after these statements runs.
 *
 * BIOS: drive 0x80, else back to the firmware's boot order. UEFI: `exit 1` goes on to the next boot entry also on
 * firmware where `exit 0` opens set-up.
 */
export function bootLocalDisk(platform: Platform): readonly Statement[] {
  return byPlatform[platform];
}
