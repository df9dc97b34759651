/** A program as it lies in memory once it is loaded; addresses are offsets. */
export type MemoryImage = {
  readonly bytes: Buffer;
  readonly pointerBytes: 4 | 8;
};

/** The address that is stored at an address; null: it does not lead into the image. */
export function pointerAt({ bytes, pointerBytes }: MemoryImage, address: number): number | null {
  if (address < 0 || address + pointerBytes > bytes.length) return null;
  const low = bytes.readUInt32LE(address);
  const high = pointerBytes === 8 ? bytes.readUInt32LE(address + 4) : 0;
  return high === 0 && low > 0 && low < bytes.length ? low : null;
}

const longestBytes = 64;

/** The printable text at an address, up to its zero byte; null: there is none. */
export function textAt({ bytes }: MemoryImage, address: number): string | null {
  const end = bytes.subarray(address, address + longestBytes).indexOf(0);
  if (end < 1) return null;
  const text = bytes.toString('latin1', address, address + end);
  return /^[\x20-\x7e]+$/.test(text) ? text : null;
}

/** Does this text stand in the image on its own, with a zero byte on both sides? */
export function hasText({ bytes }: MemoryImage, text: string): boolean {
  return bytes.includes(`\0${text}\0`, 0, 'latin1');
}
