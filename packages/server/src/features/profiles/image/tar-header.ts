import { StageRefusal } from './stage-refusal.ts';

export const tarBlockBytes = 512;

export type TarHeader = {
  readonly name: string;
  /** One character: `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` and `g` pax, `L` and `K` GNU's long names. */
  readonly typeflag: string;
  readonly sizeBytes: number;
  readonly linkTarget: string;
};

/**
 * One header block (POSIX.1-2024, pax, "ustar Interchange Format"; GNU tar's variant of it).
 * @param position of the block in the archive, for the message
 */
export function parseTarHeader(block: Uint8Array, position: number): TarHeader {
  const name = text(block, 0, 100);
  const sizeBytes = number(block, 124, 12);
  const checksum = number(block, 148, 8);
  const typeflag = String.fromCharCode(block[156] ?? 0);
  const linkTarget = text(block, 157, 100);
  const magic = text(block, 257, 8);
  const prefix = magic === 'ustar' ? text(block, 345, 155) : '';
  if (checksum !== checksumOf(block) || sizeBytes === null) throw damagedTar(position, 'no valid header');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    typeflag: typeflag === '\0' ? '0' : typeflag,
    sizeBytes,
    linkTarget,
  };
}

export function damagedTar(position: number, what: string): StageRefusal {
  return new StageRefusal(
    'not-a-tar',
    null,
    `This is no tar, or a damaged one: ${what} at byte ${position}. An uncompressed tar is wanted here ` +
      '(the command unpacks .tar.gz and .tar.xz itself); check the file with `tar -tf`.',
  );
}

function text(block: Uint8Array, offset: number, length: number): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end)).toString('utf8');
}

/** Octal, or GNU's base 256 when the first bit is set; null when it is neither, or beyond exact numbers. */
function number(block: Uint8Array, offset: number, length: number): number | null {
  const field = block.subarray(offset, offset + length);
  const value = field[0] === 0x80 ? bigEndian(field.subarray(1)) : octal(text(block, offset, length).trim());
  return Number.isSafeInteger(value) ? value : null;
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function octal(digits: string): number {
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

/** The sum of all bytes, the checksum's own field taken as blanks. */
function checksumOf(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}
