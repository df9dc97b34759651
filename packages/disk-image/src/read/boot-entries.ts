import type { ContentReader } from '../plan/content-reader.ts';
import type { DiscBoot } from './disc.ts';
import { readPiece, sectorBytes } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';

const entryBytes = 32;
const bootable = 0x88;
const efiPlatform = 0xef;

/** The entries of the boot catalog that can be started (El Torito 1.0, 2; UEFI 2.10, 13.3.2.1). */
export function readBootEntries(image: ContentReader, elTorito: DiscBytes | null): readonly DiscBoot[] {
  if (elTorito === null) return [];
  const catalog = readPiece(image, elTorito.uint32(0x47) * sectorBytes, sectorBytes);
  const boots: DiscBoot[] = [];
  let platform = catalog.uint8(1);
  for (let at = entryBytes; at < catalog.length; at += entryBytes) {
    const first = catalog.uint8(at);
    if (first === 0x90 || first === 0x91) platform = catalog.uint8(at + 1);
    else if (first === bootable) boots.push(bootOf(platform, catalog.uint8(at + 1)));
  }
  return boots;
}

function bootOf(platform: number, mediaType: number): DiscBoot {
  if (platform === efiPlatform) return { firmware: 'efi', emulation: 'none' };
  const kind = mediaType & 0x0f;
  return { firmware: 'bios', emulation: kind === 0 ? 'none' : kind === 4 ? 'harddisk' : 'floppy' };
}
