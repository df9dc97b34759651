export function uint8(value: number): Uint8Array {
  return Uint8Array.of(inRange(value, 0xff));
}

export function uint16le(value: number): Uint8Array {
  return write(2, (view) => view.setUint16(0, inRange(value, 0xffff), true));
}

export function uint16be(value: number): Uint8Array {
  return uint16le(value).reverse();
}

export function uint32le(value: number): Uint8Array {
  return write(4, (view) => view.setUint32(0, inRange(value, 0xffff_ffff), true));
}

export function uint32be(value: number): Uint8Array {
  return uint32le(value).reverse();
}

export function uint64le(value: number): Uint8Array {
  return write(8, (view) => view.setBigUint64(0, BigInt(inRange(value, Number.MAX_SAFE_INTEGER)), true));
}

/** Both byte orders, little-endian first (ECMA-119 7.2.3). */
export function uint16both(value: number): Uint8Array {
  return Uint8Array.of(...uint16le(value), ...uint16be(value));
}

/** Both byte orders, little-endian first (ECMA-119 7.3.3). */
export function uint32both(value: number): Uint8Array {
  return Uint8Array.of(...uint32le(value), ...uint32be(value));
}

function write(sizeBytes: number, set: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  set(new DataView(bytes.buffer));
  return bytes;
}

/** DataView would cut the number to its width without a word. */
function inRange(value: number, most: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new RangeError(`${value} does not fit a field of at most ${most}`);
}
