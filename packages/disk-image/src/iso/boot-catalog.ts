import { uint16le, uint32le, uint8 } from '../fields/integers.ts';
import { joinBytes } from '../fields/join-bytes.ts';
import { packFields } from '../fields/pack-fields.ts';

export type BootPlatform = 'bios' | 'uefi';

/** A boot image without emulation: the firmware loads `sectors` of 512 bytes from `block` and starts them. */
export type BootImage = { readonly platform: BootPlatform; readonly block: number; readonly sectors: number };

const entryBytes = 32;
/** El Torito 2.1; 0xEF: UEFI 2.10, 13.3.2.1 */
const platformIds = { bios: 0x00, uefi: 0xef } as const satisfies Record<BootPlatform, number>;
const bootable = 0x88;
const noEmulation = 0;
const section = { more: 0x90, last: 0x91 } as const;

/** El Torito 2.0, figure 2: validation entry, default entry, and a section for every further image. */
export function bootCatalog(first: BootImage, further: readonly BootImage[]): Uint8Array {
  return joinBytes([
    validationEntry(first.platform),
    imageEntry(first),
    ...further.flatMap((image, index) => [
      sectionHeader(image.platform, index === further.length - 1),
      imageEntry(image),
    ]),
  ]);
}

/** El Torito 2.1. All its 16-bit words together are 0. */
function validationEntry(platform: BootPlatform): Uint8Array {
  const platformId = platformIds[platform];
  return packFields(entryBytes, [
    ['header id', uint8(1)],
    ['platform id', uint8(platformId)],
    ['reserved', uint16le(0)],
    ['id string', new Uint8Array(24)],
    ['checksum word', uint16le((0x1_0000 - (0x0001 + (platformId << 8) + 0xaa55)) & 0xffff)],
    ['key bytes', Uint8Array.of(0x55, 0xaa)],
  ]);
}

/** El Torito 2.2 (default entry) and 2.4 (section entry), which begin alike and end in zeros. */
function imageEntry({ block, sectors }: BootImage): Uint8Array {
  return packFields(entryBytes, [
    ['boot indicator', uint8(bootable)],
    ['boot media type', uint8(noEmulation)],
    ['load segment: the usual one', uint16le(0)],
    ['system type', uint8(0)],
    ['unused', uint8(0)],
    // UEFI 2.10, 13.3.2.1: 0 stands for all up to the end of the disc, which an image of 32 MiB and more needs
    ['sector count', uint16le(sectors > 0xffff ? 0 : sectors)],
    ['load RBA', uint32le(block)],
    ['unused, or selection criteria', new Uint8Array(20)],
  ]);
}

/** El Torito 2.3 */
function sectionHeader(platform: BootPlatform, isLast: boolean): Uint8Array {
  return packFields(entryBytes, [
    ['header indicator', uint8(isLast ? section.last : section.more)],
    ['platform id', uint8(platformIds[platform])],
    ['number of section entries', uint16le(1)],
    ['id string', new Uint8Array(28)],
  ]);
}
