import type { ContentReader } from '../plan/content-reader.ts';
import { decodedText, readPiece, sectorBytes } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';

/** What Rock Ridge says of a record of a folder (RRIP 1.12). */
export type RockRidge = {
  readonly name: string | null;
  readonly isLink: boolean;
  /** The folder stands here in truth: it was too deep for ISO 9660 (4.1.5.1). */
  readonly childSector: number | null;
  /** It stands here only because it was too deep (4.1.5.3). */
  readonly isRelocated: boolean;
};

/** A record has few continuations; a forged one must come to an end. */
const mostContinuations = 16;

/** @param systemUse the part of the record behind its name */
export function readRockRidge(image: ContentReader, systemUse: DiscBytes): RockRidge {
  let name: string | null = null;
  let isLink = false;
  let childSector: number | null = null;
  let isRelocated = false;
  let area: DiscBytes | null = systemUse;
  for (let round = 0; area !== null && round < mostContinuations; round += 1) {
    let next: DiscBytes | null = null;
    for (let at = 0; at + 4 <= area.length;) {
      const sizeBytes = area.uint8(at + 2);
      if (sizeBytes < 4) break;
      const signature = area.text(at, 2);
      if (signature === 'NM' && (area.uint8(at + 4) & 0b110) === 0)
        name = (name ?? '') + area.text(at + 5, sizeBytes - 5);
      if (signature === 'SL') isLink = true;
      if (signature === 'CL') childSector = area.uint32(at + 4);
      if (signature === 'RE') isRelocated = true;
      if (signature === 'CE') {
        const offsetBytes = area.uint32(at + 4) * sectorBytes + area.uint32(at + 12);
        next = readPiece(image, offsetBytes, Math.min(area.uint32(at + 20), sectorBytes));
      }
      at += sizeBytes;
    }
    area = next;
  }
  return { name: name === null ? null : decodedText(name), isLink, childSector, isRelocated };
}
