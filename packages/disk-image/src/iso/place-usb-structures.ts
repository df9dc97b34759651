import { roundUp } from '../fields/round-up.ts';
import { place, type Draft } from '../plan/draft.ts';
import { espType, followingGuid, parseGuid } from '../partitions/guid.ts';
import { gptSectors, placeGpt } from '../partitions/guid-partition-table.ts';
import {
  activeDummy,
  bootCodeBytes,
  masterBootRecord,
  protectivePartition,
  type MbrPartition,
} from '../partitions/master-boot-record.ts';
import { hybridBootCode } from '../partitions/hybrid-boot-code.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoInput, UsbBoot } from './iso-input.ts';

const sectorBytes = 512;
const mib = 1024 * 1024;
/** What isohybrid has used since 2008: "hidden NTFS", which no system tries to mount. */
const hiddenPartition = 0x17;

export type UsbPlaces = {
  readonly bootBlock: number;
  readonly uefiImageBlock: number;
  readonly sizeBytes: number;
};

/**
 * The size of the image with what USB needs at its end: the backup GPT, or whole cylinders of 64 heads and 32
 * sectors, by which firmware guesses the geometry of a disk without GPT.
 */
export function usbImageBytes(isoBytes: number, { uefi, usb }: IsoInput): number {
  if (usb === undefined) return isoBytes;
  if (uefi === undefined) return roundUp(isoBytes, mib);
  return roundUp(isoBytes + gptSectors.backup * sectorBytes, blockBytes);
}

/**
 * What stands in the system area, which belongs to nobody on a CD (ECMA-119 6.2.1).
 *
 * With a UEFI image: a GPT whose one partition is that image. Without: one active MBR partition over everything.
 */
export function placeUsbStructures(draft: Draft, input: IsoInput, places: UsbPlaces): void {
  const { usb, uefi, bios } = input;
  const diskGuid = usb === undefined ? undefined : parseGuid(usb.diskGuid);
  if (usb === undefined || diskGuid === undefined) return;
  const sectors = places.sizeBytes / sectorBytes;
  const bootCode = bootCodeOf(usb, places.bootBlock);
  if (uefi === undefined) {
    const signature = new DataView(diskGuid.buffer).getUint32(0, true);
    const whole: MbrPartition = { isActive: true, type: hiddenPartition, firstSector: 0, sectors };
    place(draft, 0, 'MBR', masterBootRecord(bootCode, signature, [whole]));
    return;
  }
  // An active entry, for firmware that starts nothing without one.
  const entries = [protectivePartition(sectors), ...(bios === undefined ? [] : [activeDummy])];
  place(draft, 0, 'protective MBR', masterBootRecord(bootCode, 0, entries));
  const firstSector = (places.uefiImageBlock * blockBytes) / sectorBytes;
  placeGpt(draft, sectors, diskGuid, [
    {
      type: espType,
      guid: followingGuid(diskGuid),
      firstSector,
      lastSector: firstSector + Math.ceil(uefi.image.sizeBytes / sectorBytes) - 1,
      name: 'EFI system',
    },
  ]);
}

function bootCodeOf(usb: UsbBoot, bootBlock: number): Uint8Array {
  if (usb.bootCode === undefined) return new Uint8Array(bootCodeBytes);
  return hybridBootCode(usb.bootCode, (bootBlock * blockBytes) / sectorBytes);
}
