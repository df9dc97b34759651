import { ipxe, label } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';
import type { IpxePlatform } from '../ipxe-platform.ts';

const bios = ipxe`sanboot --no-describe --drive 0x80 || exit 1`;
const efi = ipxe`exit 1`;
const byPlatform: Readonly<Record<IpxePlatform, readonly Statement[]>> = {
  pcbios: [bios],
  'pcbios-stick': [ipxe`sanboot --no-describe --drive 0x81 || exit 1`],
  efi: [efi],
  // A boot medium on a stick has set `netberth_drive` to the drive behind itself (packages/media).
  unknown: [
    ipxe`iseq \${platform} efi || goto local_bios`,
    efi,
    label('local_bios'),
    ipxe`isset \${netberth_drive} || set netberth_drive 0x80`,
    ipxe`sanboot --no-describe --drive \${netberth_drive} || exit 1`,
  ],
};

/**
 * Hand over to the machine's own disk; nothing after these statements runs.
 *
 * BIOS: the first disk, else back to the firmware's boot order. UEFI: `exit 1` goes on to the next boot entry also on
 * firmware where `exit 0` opens set-up.
 */
export function bootLocalDisk(platform: IpxePlatform): readonly Statement[] {
  return byPlatform[platform];
}
