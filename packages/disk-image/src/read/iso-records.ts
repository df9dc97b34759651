import type { ContentReader } from '../plan/content-reader.ts';
import { DiscFault } from './disc.ts';
import { decodedText, readPiece, sectorBytes } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';
import { readRockRidge, type RockRidge } from './rock-ridge-fields.ts';

/** Which names a tree has. */
export type IsoNames = 'ISO 9660' | 'Rock Ridge' | 'Joliet';

/** One entry of a folder (ECMA-119 9.1). */
export type IsoRecord = {
  readonly name: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly isFolder: boolean;
  /** More of the same file follows in the next record (9.1.6). */
  readonly hasMore: boolean;
  readonly rockRidge: RockRidge | null;
};

const folderFlag = 0x02;
const moreFlag = 0x80;
/** A folder of half a million files. */
const mostFolderBytes = 128 * 1024 * 1024;

export function readRecord(record: DiscBytes, image: ContentReader, names: IsoNames): IsoRecord {
  const nameBytes = record.uint8(32);
  const rockRidge = names === 'Rock Ridge' ? readRockRidge(image, systemUseOf(record, nameBytes)) : null;
  const flags = record.uint8(25);
  return {
    name: rockRidge?.name ?? nameOf(record, nameBytes, names),
    offsetBytes: (record.uint32(2) + record.uint8(1)) * sectorBytes,
    sizeBytes: record.uint32(10),
    isFolder: (flags & folderFlag) !== 0,
    hasMore: (flags & moreFlag) !== 0,
    rockRidge,
  };
}

/** The records of a folder but for itself and its parent; a record never crosses the end of a sector (6.8.1.1). */
export function readRecords(
  image: ContentReader,
  folder: Pick<IsoRecord, 'offsetBytes' | 'sizeBytes'>,
  names: IsoNames,
): readonly IsoRecord[] {
  if (folder.sizeBytes > mostFolderBytes) throw new DiscFault(`has a folder of ${folder.sizeBytes} bytes`);
  const bytes = readPiece(image, folder.offsetBytes, folder.sizeBytes);
  const records: IsoRecord[] = [];
  for (let at = 0; at < bytes.length;) {
    const sizeBytes = bytes.uint8(at);
    if (sizeBytes < 34) {
      at = (Math.floor(at / sectorBytes) + 1) * sectorBytes;
      continue;
    }
    const record = bytes.slice(at, sizeBytes);
    if (!isSelfOrParent(record)) records.push(readRecord(record, image, names));
    at += sizeBytes;
  }
  return records;
}

/** Does the tree have names of Rock Ridge? Its root says so in its record of itself (SUSP 1.12, 5.3). */
export function hasRockRidge(image: ContentReader, root: Pick<IsoRecord, 'offsetBytes'>): boolean {
  const self = readPiece(image, root.offsetBytes, sectorBytes);
  const systemUse = systemUseOf(self.slice(0, self.uint8(0)), 1);
  return systemUse.text(0, 2) === 'SP';
}

function isSelfOrParent(record: DiscBytes): boolean {
  return record.uint8(32) === 1 && record.uint8(33) <= 1;
}

function systemUseOf(record: DiscBytes, nameBytes: number): DiscBytes {
  const at = 33 + nameBytes + (nameBytes % 2 === 0 ? 1 : 0);
  return record.slice(at, Math.max(record.length - at, 0));
}

/** `BOOT.CAT;1` is `BOOT.CAT`, `VMLINUZ.;1` is `VMLINUZ`. */
function nameOf(record: DiscBytes, nameBytes: number, names: IsoNames): string {
  const name = names === 'Joliet' ? record.wideText(33, nameBytes) : decodedText(record.text(33, nameBytes));
  return name.replace(/;\d+$/, '').replace(/\.$/, '');
}
