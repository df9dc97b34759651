/** An entry of a ZIP file that is stored as it is. */
export type ZipEntry = {
  readonly name: string;
  readonly crc32: number;
  /** Below 4 GiB. */
  readonly sizeBytes: number;
  /** Where its local header begins. */
  readonly offsetBytes: number;
};

type Field = readonly [name: string, sizeBytes: 2 | 4 | 8, value: number];

const [most16, most32] = [0xffff, 0xffff_ffff];
/** 1.0: stored; 4.5: ZIP64 (APPNOTE 6.3.10, 4.4.3.2). */
const version = { stored: 10, zip64: 45 };
/** General purpose bit 11: names are UTF-8 (4.4.4). */
const utf8Names = 0x0800;
/** The same for every entry, so that the same list gives the same bytes: 2026-01-01 00:00 (4.4.6). */
const [dosTime, dosDate] = [0, ((2026 - 1980) << 9) | (1 << 5) | 1];
/** Made on UNIX (4.4.2), where its mode stands in the upper half of the external attributes. */
const madeByUnix = 3 << 8;
const regularFile = 0o100644 * 0x1_0000;

/** What stands before the bytes of an entry; sums and sizes are known by then, so that nothing stands behind (4.3.7). */
export function localHeader({ name, crc32, sizeBytes }: ZipEntry): Buffer {
  if (sizeBytes >= most32)
    throw new RangeError(`"${name}" has ${sizeBytes} bytes: an entry has less than 4 GiB`);
  const nameBytes = Buffer.from(name);
  return Buffer.concat([
    pack([
      ['local file header signature', 4, 0x0403_4b50],
      ['version needed to extract', 2, version.stored],
      ...sharedFields(nameBytes, crc32, sizeBytes),
      ['extra field length', 2, 0],
    ]),
    nameBytes,
  ]);
}

/** What the directory at the end of the file says of an entry (4.3.12). */
export function centralHeader({ name, crc32, sizeBytes, offsetBytes }: ZipEntry): Buffer {
  const nameBytes = Buffer.from(name);
  const extra = offsetBytes < most32 ? Buffer.alloc(0) : zip64Offset(offsetBytes);
  const needed = extra.length === 0 ? version.stored : version.zip64;
  const fixed = pack([
    ['central file header signature', 4, 0x0201_4b50],
    ['version made by', 2, madeByUnix | needed],
    ['version needed to extract', 2, needed],
    ...sharedFields(nameBytes, crc32, sizeBytes),
    ['extra field length', 2, extra.length],
    ['file comment length', 2, 0],
    ['disk number start', 2, 0],
    ['internal file attributes', 2, 0],
    ['external file attributes', 4, regularFile],
    ['relative offset of local header', 4, Math.min(offsetBytes, most32)],
  ]);
  return Buffer.concat([fixed, nameBytes, extra]);
}

/** What ends the file; with the records of ZIP64 where 16 and 32 bits do not hold the numbers (4.3.14 to 4.3.16). */
export function endRecords(entries: number, directoryOffsetBytes: number, directoryBytes: number): Buffer {
  const isZip64 = entries >= most16 || directoryOffsetBytes >= most32 || directoryBytes >= most32;
  const end = pack([
    ['end of central dir signature', 4, 0x0605_4b50],
    ['number of this disk', 2, 0],
    ['disk with the start of the central directory', 2, 0],
    ['entries on this disk', 2, Math.min(entries, most16)],
    ['entries in all', 2, Math.min(entries, most16)],
    ['size of the central directory', 4, Math.min(directoryBytes, most32)],
    ['offset of the central directory', 4, Math.min(directoryOffsetBytes, most32)],
    ['comment length', 2, 0],
  ]);
  return isZip64 ? Buffer.concat([zip64EndRecords(entries, directoryOffsetBytes, directoryBytes), end]) : end;
}

function zip64EndRecords(entries: number, directoryOffsetBytes: number, directoryBytes: number): Buffer {
  return pack([
    ['zip64 end of central dir signature', 4, 0x0606_4b50],
    ['size of what follows of this record', 8, 44],
    ['version made by', 2, madeByUnix | version.zip64],
    ['version needed to extract', 2, version.zip64],
    ['number of this disk', 4, 0],
    ['disk with the start of the central directory', 4, 0],
    ['entries on this disk', 8, entries],
    ['entries in all', 8, entries],
    ['size of the central directory', 8, directoryBytes],
    ['offset of the central directory', 8, directoryOffsetBytes],
    ['zip64 end of central dir locator signature', 4, 0x0706_4b50],
    ['disk with the zip64 end of central directory', 4, 0],
    ['offset of the zip64 end of central directory', 8, directoryOffsetBytes + directoryBytes],
    ['disks in all', 4, 1],
  ]);
}

/** The extra field of ZIP64, of which an entry below 4 GiB needs one part (4.5.3). */
function zip64Offset(offsetBytes: number): Buffer {
  return pack([
    ['tag', 2, 0x0001],
    ['size', 2, 8],
    ['relative offset of local header', 8, offsetBytes],
  ]);
}

/** What local and central headers have in common, from the flags to the length of the name. */
function sharedFields(nameBytes: Buffer, crc32: number, sizeBytes: number): readonly Field[] {
  return [
    ['general purpose bit flag', 2, utf8Names],
    ['compression method', 2, 0],
    ['last mod file time', 2, dosTime],
    ['last mod file date', 2, dosDate],
    ['crc-32', 4, crc32],
    ['compressed size', 4, sizeBytes],
    ['uncompressed size', 4, sizeBytes],
    ['file name length', 2, nameBytes.length],
  ];
}

function pack(fields: readonly Field[]): Buffer {
  const packed = Buffer.alloc(fields.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0));
  let at = 0;
  for (const [, sizeBytes, value] of fields) {
    at =
      sizeBytes === 8 ? packed.writeBigUInt64LE(BigInt(value), at) : packed.writeUIntLE(value, at, sizeBytes);
  }
  return packed;
}
