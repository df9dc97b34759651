import { uint32le } from '../fields/integers.ts';
import { packFields } from '../fields/pack-fields.ts';
import { joinBytes } from '../fields/join-bytes.ts';

const tableStart = 8;
const tableBytes = 56;
export const tableEnd = tableStart + tableBytes;

/**
 * ISOLINUX with the table that tells it where it stands, at byte 8 (syslinux, core/isolinux.asm, `bi_pvd` to
 * `bi_csum`; mkisofs calls it "boot information table").
 */
export function withBootInfoTable(bootFile: Uint8Array, block: number, descriptorBlock: number): Uint8Array {
  const table = packFields(tableBytes, [
    ['bi_pvd: block of the primary volume descriptor', uint32le(descriptorBlock)],
    ['bi_file: block of this file', uint32le(block)],
    ['bi_length: bytes of this file', uint32le(bootFile.length)],
    ['bi_csum: sum of what stands behind the table', uint32le(sumOfWords(bootFile))],
    ['bi_reserved', new Uint8Array(40)],
  ]);
  return joinBytes([bootFile.subarray(0, tableStart), table, bootFile.subarray(tableEnd)]);
}

/** Little-endian words of 32 bits from byte 64 on; a last one that is cut is filled up with zeros. */
function sumOfWords(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = tableEnd; at < bytes.length; at += 4) {
    const word = bytes.subarray(at, at + 4);
    const [a = 0, b = 0, c = 0, d = 0] = word;
    sum = (sum + (a | (b << 8) | (c << 16) | (d << 24))) >>> 0;
  }
  return sum;
}
