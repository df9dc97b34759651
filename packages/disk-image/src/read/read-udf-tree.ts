import type { ContentReader } from '../plan/content-reader.ts';
import { DiscFault, type DiscFile } from './disc.ts';
import { DiscBytes, readPiece, sectorBytes } from './disc-bytes.ts';
import { compressedText, type UdfVolume } from './udf-volume.ts';

/** Numbers of descriptors (ECMA-167, 4/7.2.1). */
const tags = { fileIdentifier: 257, fileEntry: 261, extendedFileEntry: 266 } as const;
const folderType = 4;
const mostEntries = 500_000;
/** A folder of half a million files. */
const mostFolderBytes = 128 * 1024 * 1024;

type Piece = { readonly offsetBytes: number; readonly sizeBytes: number };
type Entry = { readonly isFolder: boolean; readonly sizeBytes: number; readonly pieces: readonly Piece[] };
type Walk = {
  readonly image: ContentReader;
  readonly partitionSector: number;
  readonly files: DiscFile[];
  readonly seen: Set<number>;
};

/** All files of a UDF volume. Throws a `DiscFault` where the tree is broken. */
export function readUdfTree(image: ContentReader, volume: UdfVolume): readonly DiscFile[] {
  const walk: Walk = { image, partitionSector: volume.partitionSector, files: [], seen: new Set() };
  const root = readEntry(walk, volume.rootSector);
  if (!root.isFolder) throw new DiscFault('has a UDF structure whose root is no folder');
  walkFolder(walk, root, '');
  return walk.files;
}

function walkFolder(walk: Walk, folder: Entry, prefix: string): void {
  const below: { path: string; entry: Entry }[] = [];
  for (const { name, sector } of readNames(folderBytes(walk, folder))) {
    if (walk.seen.size > mostEntries) throw new DiscFault(`holds more than ${mostEntries} files`);
    const path = `${prefix}${name}`;
    const entry = readEntry(walk, sector);
    // Two names may lead to one file; a folder that leads to one above would have no end.
    if (entry.isFolder && !walk.seen.has(sector)) below.push({ path, entry });
    walk.seen.add(sector);
    if (!entry.isFolder) walk.files.push(fileOf(path, entry));
  }
  for (const { path, entry } of below) walkFolder(walk, entry, `${path}/`);
}

/** ECMA-167, 4/14.4: what a folder names, but for its parent and what was deleted. */
function readNames(bytes: DiscBytes): readonly { readonly name: string; readonly sector: number }[] {
  const names: { name: string; sector: number }[] = [];
  for (let at = 0; at + 38 <= bytes.length && bytes.uint16(at) === tags.fileIdentifier;) {
    const [nameBytes, useBytes] = [bytes.uint8(at + 19), bytes.uint16(at + 36)];
    const isParentOrDeleted = (bytes.uint8(at + 18) & 0b1100) !== 0;
    const name = compressedText(bytes.slice(at + 38 + useBytes, nameBytes));
    if (!isParentOrDeleted) names.push({ name, sector: bytes.uint32(at + 24) });
    at += Math.ceil((38 + useBytes + nameBytes) / 4) * 4;
  }
  return names;
}

function folderBytes({ image }: Walk, { sizeBytes, pieces }: Entry): DiscBytes {
  if (sizeBytes > mostFolderBytes) throw new DiscFault(`has a folder of ${sizeBytes} bytes`);
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    const wanted = Math.min(piece.sizeBytes, sizeBytes - at);
    whole.set(readPiece(image, piece.offsetBytes, wanted).bytes, at);
    at += wanted;
  }
  return new DiscBytes(whole);
}

/** A file entry, plain or extended (ECMA-167, 4/14.9 and 4/14.17). */
function readEntry({ image, partitionSector }: Walk, sector: number): Entry {
  const entryBytes = (partitionSector + sector) * sectorBytes;
  const entry = readPiece(image, entryBytes, sectorBytes);
  const tag = entry.uint16(0);
  if (tag !== tags.fileEntry && tag !== tags.extendedFileEntry)
    throw new DiscFault(`has a UDF structure that is broken at sector ${partitionSector + sector}`);
  const lengthsAt = tag === tags.fileEntry ? 168 : 208;
  const at = lengthsAt + 8 + entry.uint32(lengthsAt);
  const sizeBytes = entry.uint64(56);
  const allocation = entry.slice(at, entry.uint32(lengthsAt + 4));
  const kind = entry.uint16(34) & 0b111;
  return {
    isFolder: entry.uint8(27) === folderType,
    sizeBytes,
    pieces:
      kind === 3
        ? [{ offsetBytes: entryBytes + at, sizeBytes }]
        : readPieces(allocation, kind === 0 ? 8 : 16, partitionSector),
  };
}

/** ECMA-167, 4/14.14: short or long descriptors; the two highest bits of a length are its type. */
function readPieces(allocation: DiscBytes, stepBytes: number, partitionSector: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at + stepBytes <= allocation.length; at += stepBytes) {
    const sizeBytes = allocation.uint32(at) & 0x3fff_ffff;
    if (sizeBytes === 0) break;
    pieces.push({ offsetBytes: (partitionSector + allocation.uint32(at + 4)) * sectorBytes, sizeBytes });
  }
  return pieces;
}

/** One descriptor holds at most 1 GiB, so that a large file has several, behind each other. */
function fileOf(path: string, { sizeBytes, pieces }: Entry): DiscFile {
  const offsetBytes = pieces[0]?.offsetBytes ?? 0;
  let endBytes = offsetBytes;
  for (const piece of pieces) {
    if (piece.offsetBytes !== endBytes)
      throw new DiscFault(`holds "${path}" in pieces, which is not read here`);
    endBytes += piece.sizeBytes;
  }
  if (endBytes - offsetBytes < sizeBytes)
    throw new DiscFault(`holds "${path}" in a way that is not read here`);
  return { path, offsetBytes, sizeBytes };
}
