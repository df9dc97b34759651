import { uint32both, uint8 } from '../fields/integers.ts';
import { joinBytes } from '../fields/join-bytes.ts';
import { packFields, type Field } from '../fields/pack-fields.ts';
import { ascii, utf8 } from '../fields/text.ts';
import { recordTime } from './iso-time.ts';

/** SUSP: the entries of a record, and those that had no room and stand in a continuation area. */
export type SystemUse = { readonly inRecord: Uint8Array; readonly continued: Uint8Array };

/** Where a continuation stands: its block, and the byte within that block. */
export type ContinuationPlace = { readonly block: number; readonly offsetBytes: number };

export type PosixFile = {
  readonly kind: 'file' | 'folder';
  /** For folders: with `.` and the `..` of its subfolders. */
  readonly links: number;
  readonly epochSeconds: number;
};

/** Beside PX and TF a record of at most 254 bytes has room for a name of this length. */
const mostNameBytesInRecord = 110;
const mostNameBytesInEntry = 250;
const continuationEntryBytes = 28;

/** What Rock Ridge adds to the record of a name. */
export function namedSystemUse(name: string, file: PosixFile): SystemUse {
  const bytes = utf8(name);
  const attributes = joinBytes([posixAttributes(file), timestamps(file.epochSeconds)]);
  if (bytes.length <= mostNameBytesInRecord) {
    return { inRecord: joinBytes([attributes, alternateName(bytes, false)]), continued: new Uint8Array() };
  }
  return { inRecord: attributes, continued: longName(bytes) };
}

/** The same for `.` and `..`, which carry no name. The root's own `.` says that SUSP and Rock Ridge are in use. */
export function unnamedSystemUse(file: PosixFile, isRootItself: boolean): SystemUse {
  const attributes = [posixAttributes(file), timestamps(file.epochSeconds)];
  if (!isRootItself) return { inRecord: joinBytes(attributes), continued: new Uint8Array() };
  return { inRecord: joinBytes([sharingProtocol, ...attributes]), continued: extensionReference };
}

/** The length of a record's entries, with the one that leads to the continuation. */
export function systemUseBytes({ inRecord, continued }: SystemUse): number {
  return inRecord.length + (continued.length > 0 ? continuationEntryBytes : 0);
}

/** The entries of a record, once it is known where the rest stands. */
export function linkSystemUse(
  { inRecord, continued }: SystemUse,
  place: ContinuationPlace | undefined,
): Uint8Array {
  if (place === undefined) return inRecord;
  const link = packFields(continuationEntryBytes, [
    ...entryHead('CE', continuationEntryBytes),
    ['location of continuation, SUSP 5.1', uint32both(place.block)],
    ['offset of continuation', uint32both(place.offsetBytes)],
    ['length of continuation', uint32both(continued.length)],
  ]);
  return joinBytes([inRecord, link]);
}

/** SUSP 5.3 */
const sharingProtocol = packFields(7, [
  ...entryHead('SP', 7),
  ['check bytes', Uint8Array.of(0xbe, 0xef)],
  ['bytes to skip', uint8(0)],
]);

const extension = {
  identifier: 'RRIP_1991A',
  description: 'THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS',
  source:
    'PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.',
} as const;

/** SUSP 5.5, with the values of RRIP 4.3 */
const extensionReference = packFields(237, [
  ...entryHead('ER', 237),
  ['length of identifier', uint8(extension.identifier.length)],
  ['length of description', uint8(extension.description.length)],
  ['length of source', uint8(extension.source.length)],
  ['extension version', uint8(1)],
  ['identifier', ascii(extension.identifier)],
  ['description', ascii(extension.description)],
  ['source', ascii(extension.source)],
]);

const readOnlyFile = 0o100_444;
const readOnlyFolder = 0o040_555;

/** RRIP 4.1.1; 36 bytes: version 1.10, which every reader knows */
function posixAttributes({ kind, links }: PosixFile): Uint8Array {
  return packFields(36, [
    ...entryHead('PX', 36),
    ['st_mode', uint32both(kind === 'file' ? readOnlyFile : readOnlyFolder)],
    ['st_nlink', uint32both(links)],
    ['st_uid', uint32both(0)],
    ['st_gid', uint32both(0)],
  ]);
}

const modifyAccessAttributes = 0x02 | 0x04 | 0x08;

/** RRIP 4.1.6 */
function timestamps(epochSeconds: number): Uint8Array {
  const time = recordTime(epochSeconds);
  return packFields(26, [
    ...entryHead('TF', 26),
    ['flags', uint8(modifyAccessAttributes)],
    ['modify', time],
    ['access', time],
    ['attributes', time],
  ]);
}

function longName(name: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < name.length; at += mostNameBytesInEntry) {
    const end = at + mostNameBytesInEntry;
    pieces.push(alternateName(name.subarray(at, end), end < name.length));
  }
  return joinBytes(pieces);
}

/** RRIP 4.1.4 */
function alternateName(name: Uint8Array, isContinued: boolean): Uint8Array {
  return packFields(5 + name.length, [
    ...entryHead('NM', 5 + name.length),
    ['flags', uint8(isContinued ? 0x01 : 0)],
    ['name', name],
  ]);
}

/** SUSP 4.1 */
function entryHead(signature: string, sizeBytes: number): readonly Field[] {
  return [
    ['signature', ascii(signature)],
    ['length', uint8(sizeBytes)],
    ['version', uint8(1)],
  ];
}
