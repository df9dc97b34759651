import { decompress } from 'lzma1';
import type { MemoryImage } from './memory-image.ts';

/**
 * What a BIOS image of iPXE (.kpxe, .pxe, .lkrn) unpacks into memory when it starts.
 *
 * The file ends with its main program as a raw LZMA stream with lc=2, lp=0, pb=0; the four bytes before it say how long
 * it is, up to the end of the file (iPXE's src/util/zbin.c and arch/x86/prefix/unlzma.S; seen in 1.0.0+git-20190125,
 * 1.21.1 and 2.0.0). Calls and jumps stay as the packer left them, with absolute targets: tables and texts, all that
 * is read here, are not touched by that. Takes about 0.1 s.
 * @returns null when it is packed in another way
 */
export function unpackBiosImage(file: Buffer): MemoryImage | null {
  for (let start = 4; start < file.length; start += 1) {
    // Every LZMA stream begins with a zero byte.
    if (file[start] !== 0 || file.readUInt32LE(start - 4) !== file.length - start) continue;
    const bytes = decompressRawLzma(file.subarray(start));
    if (bytes !== null) return { bytes, pointerBytes: 4 };
  }
  return null;
}

/** iPXE's own are under 1 MiB. A few bytes that look like a stream never end: the library reads zeros after them. */
const largestBytes = 16 * 1024 * 1024;

/** lc=2, lp=0, pb=0; a dictionary of 4 MiB; up to its end mark, or `largestBytes`. */
const lzmaAloneHeader = Buffer.from([2, 0, 0, 0x40, 0, 0, 0, 0, 1, 0, 0, 0, 0]);

function decompressRawLzma(stream: Buffer): Buffer | null {
  try {
    const bytes = Buffer.from(decompress(Buffer.concat([lzmaAloneHeader, stream])));
    return bytes.length < largestBytes ? bytes : null;
  } catch (error) {
    // The library throws plain errors for what is no stream; that is an answer here.
    if (error instanceof Error) return null;
    throw error;
  }
}
