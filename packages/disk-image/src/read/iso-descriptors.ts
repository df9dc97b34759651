import type { ContentReader } from '../plan/content-reader.ts';
import { sectorBytes, readPiece } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';

/** The descriptors of a volume, by what they are for (ECMA-119 8, Joliet, ECMA-167 2/8). */
export type IsoDescriptors = {
  readonly primary: DiscBytes | null;
  readonly joliet: DiscBytes | null;
  readonly elTorito: DiscBytes | null;
  readonly hasUdf: boolean;
};

const firstSector = 16;
/** More of them than any disc has: a forged one must come to an end. */
const mostDescriptors = 64;

/** null: it is no image of a disc at all. */
export function readIsoDescriptors(image: ContentReader): IsoDescriptors | null {
  const found: { -readonly [Name in keyof IsoDescriptors]: IsoDescriptors[Name] } = {
    primary: null,
    joliet: null,
    elTorito: null,
    hasUdf: false,
  };
  let isDisc = false;
  for (let index = 0; index < mostDescriptors; index += 1) {
    const offsetBytes = (firstSector + index) * sectorBytes;
    if (offsetBytes + sectorBytes > image.sizeBytes) break;
    const descriptor = readPiece(image, offsetBytes, sectorBytes);
    const identifier = descriptor.text(1, 5);
    if (!['CD001', 'BEA01', 'NSR02', 'NSR03', 'TEA01', 'BOOT2'].includes(identifier)) break;
    isDisc = true;
    if (identifier.startsWith('NSR')) found.hasUdf = true;
    if (identifier === 'CD001') take(descriptor, found);
  }
  return isDisc ? found : null;
}

function take(
  descriptor: DiscBytes,
  found: { -readonly [Name in keyof IsoDescriptors]: IsoDescriptors[Name] },
): void {
  const type = descriptor.uint8(0);
  if (type === 0 && descriptor.text(7, 23) === 'EL TORITO SPECIFICATION') found.elTorito = descriptor;
  if (type === 1) found.primary ??= descriptor;
  // UCS-2 level 1, 2 or 3 (Joliet, "SVD Escape Sequences Field")
  if (type === 2 && ['%/@', '%/C', '%/E'].includes(descriptor.text(88, 3))) found.joliet ??= descriptor;
}
