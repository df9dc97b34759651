/** ASCII text, filled up with blanks. Throws a RangeError when it is too long or not ASCII. */
export function paddedAscii(text: string, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes).fill(0x20);
  bytes.set(ascii(text));
  return bytes;
}

export function ascii(text: string): Uint8Array {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (bytes.length !== text.length || !/^[\0-\x7f]*$/.test(text))
    throw new RangeError(`"${text}" is not ASCII`);
  return bytes;
}

/** UTF-16 units, high byte first: the UCS-2 of Joliet. */
export function utf16be(text: string): Uint8Array {
  return utf16(text, false);
}

export function utf16le(text: string): Uint8Array {
  return utf16(text, true);
}

/** The text must be well formed: no half of a surrogate pair. */
export function utf8(text: string): Uint8Array {
  // TextEncoder is not a part of the language, and its types come only with a platform's.
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(escaped.charCodeAt(at));
    }
  }
  return Uint8Array.from(bytes);
}

function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittleEndian);
  return bytes;
}
