import type { ContentReader } from '../plan/content-reader.ts';
import { DiscFault, type DiscFile } from './disc.ts';
import { readPiece, sectorBytes } from './disc-bytes.ts';
import type { DiscBytes } from './disc-bytes.ts';
import { readRecord, readRecords, type IsoNames, type IsoRecord } from './iso-records.ts';

/** More than any disc holds: one that goes round in circles must come to an end. */
const mostEntries = 500_000;

type Walk = {
  readonly image: ContentReader;
  readonly names: IsoNames;
  readonly files: DiscFile[];
  readonly seen: Set<number>;
  entries: number;
};

/** The record of the root folder in a volume descriptor (ECMA-119 8.4.18). */
export function rootOf(descriptor: DiscBytes, image: ContentReader): IsoRecord {
  return readRecord(descriptor.slice(156, 34), image, 'ISO 9660');
}

/** All files below a root. Throws a `DiscFault` where the tree is broken. */
export function readIsoTree(image: ContentReader, root: IsoRecord, names: IsoNames): readonly DiscFile[] {
  const walk: Walk = { image, names, files: [], seen: new Set(), entries: 0 };
  walkFolder(walk, root, '');
  return walk.files;
}

function walkFolder(walk: Walk, folder: Pick<IsoRecord, 'offsetBytes' | 'sizeBytes'>, prefix: string): void {
  if (walk.seen.has(folder.offsetBytes)) return;
  walk.seen.add(folder.offsetBytes);
  const records = readRecords(walk.image, folder, walk.names);
  walk.entries += records.length;
  if (walk.entries > mostEntries) throw new DiscFault(`holds more than ${mostEntries} files`);
  const below: { path: string; record: IsoRecord }[] = [];
  let parts: IsoRecord[] = [];
  for (const record of records) {
    const path = `${prefix}${record.name}`;
    if (record.rockRidge?.isLink === true || record.rockRidge?.isRelocated === true) continue;
    if (record.isFolder || (record.rockRidge?.childSector ?? null) !== null) {
      below.push({ path, record });
      continue;
    }
    parts.push(record);
    if (record.hasMore) continue;
    walk.files.push(joined(path, parts));
    parts = [];
  }
  for (const { path, record } of below) walkFolder(walk, folderOf(walk.image, record), `${path}/`);
}

/** A folder that was too deep stands elsewhere; how long it is, its record of itself says. */
function folderOf(image: ContentReader, record: IsoRecord): Pick<IsoRecord, 'offsetBytes' | 'sizeBytes'> {
  const sector = record.rockRidge?.childSector ?? null;
  if (sector === null) return record;
  const offsetBytes = sector * sectorBytes;
  return { offsetBytes, sizeBytes: readPiece(image, offsetBytes, sectorBytes).uint32(10) };
}

/** A file of 4 GiB or more has several records, which every program writes behind each other. */
function joined(path: string, parts: readonly IsoRecord[]): DiscFile {
  const [first] = parts;
  const offsetBytes = first?.offsetBytes ?? 0;
  let endBytes = offsetBytes;
  for (const part of parts) {
    if (part.offsetBytes !== endBytes && part.sizeBytes > 0)
      throw new DiscFault(`holds "${path}" in pieces, which is not read here`);
    endBytes += part.sizeBytes;
  }
  return { path, offsetBytes, sizeBytes: endBytes - offsetBytes };
}
