import { uint16le, uint32le, uint8 } from '../fields/integers.ts';
import { packFields } from '../fields/pack-fields.ts';
import { ascii, paddedAscii, utf16le } from '../fields/text.ts';
import { calendarTime } from '../fields/calendar-time.ts';
import { isShortName, type ShortName } from './short-names.ts';

export const entryBytes = 32;
const unitsPerLongEntry = 13;
const lastLongEntry = 0x40;

export const attributes = { volumeLabel: 0x08, folder: 0x10, file: 0x20, longName: 0x0f } as const;

export type EntryTarget = {
  readonly attribute: number;
  /** 0 for an empty file, for the label, and for a `..` that means the root. */
  readonly firstCluster: number;
  readonly sizeBytes: number;
  readonly epochSeconds: number;
};

/** How many entries a name takes: its short one, and long ones where it needs them. */
export function entryCount(name: string): number {
  return isShortName(name) ? 1 : 1 + Math.ceil(name.length / unitsPerLongEntry);
}

/** All entries of a name, long ones first. */
export function namedEntries(name: string, short: ShortName, target: EntryTarget): readonly Uint8Array[] {
  const entry = shortEntry(short, target);
  return isShortName(name) ? [entry] : [...longEntries(name, short), entry];
}

/** One entry (fatgen103, "FAT 32 Byte Directory Entry Structure"). The times are UTC: the format knows no zone. */
export function shortEntry(short: ShortName, target: EntryTarget): Uint8Array {
  const { date, time, hundredths } = fatTime(target.epochSeconds);
  return packFields(entryBytes, [
    ['DIR_Name', paddedAscii(short, 11)],
    ['DIR_Attr', uint8(target.attribute)],
    ['DIR_NTRes', uint8(0)],
    ['DIR_CrtTimeTenth', uint8(hundredths)],
    ['DIR_CrtTime', uint16le(time)],
    ['DIR_CrtDate', uint16le(date)],
    ['DIR_LstAccDate', uint16le(date)],
    ['DIR_FstClusHI', uint16le(target.firstCluster >>> 16)],
    ['DIR_WrtTime', uint16le(time)],
    ['DIR_WrtDate', uint16le(date)],
    ['DIR_FstClusLO', uint16le(target.firstCluster & 0xffff)],
    ['DIR_FileSize', uint32le(target.sizeBytes)],
  ]);
}

/** The name in pieces of 13 units, the last piece first (fatgen103, "FAT Long Directory Entries"). */
function longEntries(name: string, short: ShortName): readonly Uint8Array[] {
  const count = entryCount(name) - 1;
  const units = new Uint8Array(count * unitsPerLongEntry * 2).fill(0xff);
  units.set(utf16le(name));
  // A name that fills its last entry has no NUL behind it.
  if (name.length % unitsPerLongEntry !== 0) units.fill(0, name.length * 2, name.length * 2 + 2);
  return Array.from({ length: count }, (_, index) => {
    const piece = count - index;
    const from = (piece - 1) * unitsPerLongEntry * 2;
    return packFields(entryBytes, [
      ['LDIR_Ord', uint8(piece | (index === 0 ? lastLongEntry : 0))],
      ['LDIR_Name1', units.slice(from, from + 10)],
      ['LDIR_Attr', uint8(attributes.longName)],
      ['LDIR_Type', uint8(0)],
      ['LDIR_Chksum', uint8(checksum(short))],
      ['LDIR_Name2', units.slice(from + 10, from + 22)],
      ['LDIR_FstClusLO', uint16le(0)],
      ['LDIR_Name3', units.slice(from + 22, from + 26)],
    ]);
  });
}

/** Ties long entries to their short one (fatgen103, "Organization and Association of Short & Long Directory Entries"). */
function checksum(short: ShortName): number {
  return ascii(short).reduce((sum, byte) => (((sum & 1) << 7) + (sum >>> 1) + byte) & 0xff, 0);
}

function fatTime(epochSeconds: number): { date: number; time: number; hundredths: number } {
  const { year, month, day, hour, minute, second } = calendarTime(epochSeconds);
  return {
    date: ((year - 1980) << 9) | (month << 5) | day,
    time: (hour << 11) | (minute << 5) | (second >>> 1),
    hundredths: (second % 2) * 100,
  };
}
