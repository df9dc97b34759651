const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The base64 text of bytes, padded. */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    text += second === undefined ? '=' : alphabet.charAt((bits >> 6) & 63);
    text += third === undefined ? '=' : alphabet.charAt(bits & 63);
  }
  return text;
}

/** The bytes of a base64 text, or null; blanks are passed over (src/core/base64.c). */
export function parseBase64(text: string): Uint8Array | null {
  const digits = text.replace(/[ \t\n\v\f\r]/g, '');
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits.replace(/={0,2}$/, '')) {
    const value = alphabet.indexOf(digit);
    if (value === -1) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return digits.length % 4 === 0 ? Uint8Array.from(bytes) : null;
}
