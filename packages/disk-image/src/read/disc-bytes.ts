import { DiscFault } from './disc.ts';
import type { ContentReader } from '../plan/content-reader.ts';

/** Sectors of CDs; UDF on optical media and in their images has the same (ECMA-167, 3/3.1, UDF 2.2.4.2). */
export const sectorBytes = 2048;

/** The fields of a piece of the image, little-endian as both structures have them. */
export class DiscBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  uint8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  uint16(at: number): number {
    return this.#has(at, 2) ? this.#view.getUint16(at, true) : 0;
  }

  uint32(at: number): number {
    return this.#has(at, 4) ? this.#view.getUint32(at, true) : 0;
  }

  uint64(at: number): number {
    return this.#has(at, 8) ? Number(this.#view.getBigUint64(at, true)) : 0;
  }

  /** ASCII and what is above it, byte by byte. */
  text(at: number, sizeBytes: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + sizeBytes));
  }

  /** UTF-16, high byte first. */
  wideText(at: number, sizeBytes: number): string {
    const units: number[] = [];
    for (let index = at; index + 1 < Math.min(at + sizeBytes, this.length); index += 2) {
      units.push(this.uint8(index) * 256 + this.uint8(index + 1));
    }
    return String.fromCharCode(...units);
  }

  slice(at: number, sizeBytes: number): DiscBytes {
    return new DiscBytes(this.bytes.subarray(at, at + sizeBytes));
  }

  #has(at: number, sizeBytes: number): boolean {
    return at >= 0 && at + sizeBytes <= this.length;
  }
}

/** Throws a `DiscFault` where the image ends before. */
export function readPiece(image: ContentReader, offsetBytes: number, sizeBytes: number): DiscBytes {
  if (offsetBytes < 0 || offsetBytes + sizeBytes > image.sizeBytes) {
    throw new DiscFault(
      `is cut short: it points to byte ${offsetBytes + sizeBytes} and has ${image.sizeBytes} bytes; copy or download it again`,
    );
  }
  return new DiscBytes(image.readAt(offsetBytes, sizeBytes));
}

/** Bytes as UTF-8 where they are that, else one character each. */
export function decodedText(bytewise: string): string {
  const escaped = Array.from(bytewise, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(escaped.join(''));
  } catch (error) {
    if (error instanceof URIError) return bytewise;
    throw error;
  }
}
