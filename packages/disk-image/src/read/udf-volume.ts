import type { ContentReader } from '../plan/content-reader.ts';
import { DiscFault } from './disc.ts';
import { readPiece, sectorBytes } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';

/** Where things stand on a UDF volume with one plain partition, as on discs (UDF 1.02 to 2.01). */
export type UdfVolume = {
  readonly label: string;
  readonly partitionSector: number;
  readonly endBytes: number;
  /** In the partition. */
  readonly rootSector: number;
};

/** Numbers of descriptors (ECMA-167, 3/7.2.1 and 4/7.2.1). */
const tags = { anchor: 2, partition: 5, logicalVolume: 6, terminator: 8, fileSet: 256 } as const;
const anchorSector = 256;
const mostDescriptors = 64;

export function readUdfVolume(image: ContentReader): UdfVolume {
  const anchor = readPiece(image, anchorSector * sectorBytes, sectorBytes);
  if (anchor.uint16(0) !== tags.anchor) throw new DiscFault('has a UDF structure without its anchor');
  const { partition, volume } = readSequence(image, anchor.uint32(20));
  if (partition === null || volume === null) throw new DiscFault('has a UDF structure without a partition');
  // One map of type 1 stands for the partition itself; others move or repair sectors (UDF 2.2.4, 2.2.8 to 2.2.10).
  if (volume.uint32(268) !== 1 || volume.uint8(440) !== 1 || volume.uint32(212) !== sectorBytes)
    throw new DiscFault('has a UDF structure that is not read here, not the one of discs');
  const partitionSector = partition.uint32(188);
  const fileSet = readPiece(image, (partitionSector + volume.uint32(252)) * sectorBytes, sectorBytes);
  if (fileSet.uint16(0) !== tags.fileSet) throw new DiscFault('has a UDF structure without a file set');
  return {
    label: dstring(volume.slice(84, 128)),
    partitionSector,
    endBytes: (partitionSector + partition.uint32(192)) * sectorBytes,
    rootSector: fileSet.uint32(404),
  };
}

function readSequence(
  image: ContentReader,
  firstSector: number,
): { readonly partition: DiscBytes | null; readonly volume: DiscBytes | null } {
  let partition: DiscBytes | null = null;
  let volume: DiscBytes | null = null;
  for (let index = 0; index < mostDescriptors; index += 1) {
    const descriptor = readPiece(image, (firstSector + index) * sectorBytes, sectorBytes);
    const tag = descriptor.uint16(0);
    if (tag === tags.terminator) break;
    if (tag === tags.partition) partition = descriptor;
    if (tag === tags.logicalVolume) volume = descriptor;
  }
  return { partition, volume };
}

/** Text of fixed width, its length in the last byte (UDF 2.1.3). */
function dstring(field: DiscBytes): string {
  return compressedText(field.slice(0, field.uint8(field.length - 1)));
}

/** OSTA CS0: a first byte of 8 or 16 bits a character (UDF 2.1.1). */
export function compressedText(field: DiscBytes): string {
  if (field.length < 2) return '';
  return field.uint8(0) === 16 ? field.wideText(1, field.length - 1) : field.text(1, field.length - 1);
}
