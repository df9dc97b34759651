/** The UTF-8 bytes of a text; half surrogates become the replacement character. */
export function utf8Bytes(text: string): Uint8Array {
  // Nearly every text, and many times faster.
  if (/^[\0-\x7f]*$/.test(text)) return Uint8Array.from(text, (character) => character.charCodeAt(0));
  const encoded = encodeURIComponent(text.toWellFormed());
  const bytes: number[] = [];
  for (let index = 0; index < encoded.length; index += 1) {
    if (encoded[index] === '%') {
      bytes.push(Number.parseInt(encoded.slice(index + 1, index + 3), 16));
      index += 2;
    } else bytes.push(encoded.charCodeAt(index));
  }
  return Uint8Array.from(bytes);
}

/** Bytes as text; what is no UTF-8 is read one byte a character. */
export function utf8Text(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 0x80)) return latin1Text(bytes);
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch (error) {
    if (error instanceof URIError) return latin1Text(bytes);
    throw error;
  }
}

function latin1Text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 4096)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 4096)));
  return parts.join('');
}
