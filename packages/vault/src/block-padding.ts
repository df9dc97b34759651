const blockBytes = 16;

/** PKCS #7 (RFC 5652, 6.3): each byte of the padding says how many there are. */
export function padBlock(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = blockBytes - (content.length % blockBytes);
  const padded = new Uint8Array(content.length + count).fill(count);
  padded.set(content);
  return padded;
}

/** `undefined` when it is no such padding. */
export function unpadBlock(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const count = padded.at(-1) ?? 0;
  if (count < 1 || count > blockBytes || count > padded.length) return undefined;
  const end = padded.length - count;
  return padded.subarray(end).every((byte) => byte === count) ? padded.slice(0, end) : undefined;
}
