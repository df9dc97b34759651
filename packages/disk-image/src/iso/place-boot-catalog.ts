import { roundUp } from '../fields/round-up.ts';
import { place, type Draft } from '../plan/draft.ts';
import { bootCatalog, type BootImage } from './boot-catalog.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoInput } from './iso-input.ts';
import type { IsoLayout } from './layout-iso.ts';

const sectorBytes = 512;
const usualBiosSectors = 4;

/** BIOS first: firmware that knows no sections takes the default entry. */
export function placeBootCatalog(
  draft: Draft,
  { boot, uefiImageBlock }: IsoLayout,
  { bios, uefi }: IsoInput,
  bootBlock: number,
): void {
  const images: BootImage[] = [];
  if (bios !== undefined) {
    images.push({ platform: 'bios', block: bootBlock, sectors: bios.sectors ?? usualBiosSectors });
  }
  if (uefi !== undefined) {
    const sectors = roundUp(uefi.image.sizeBytes, sectorBytes) / sectorBytes;
    images.push({ platform: 'uefi', block: uefiImageBlock, sectors });
  }
  const [first, ...further] = images;
  if (boot === undefined || first === undefined) return;
  place(draft, boot.catalogBlock * blockBytes, 'El Torito boot catalogue', bootCatalog(first, further));
}
