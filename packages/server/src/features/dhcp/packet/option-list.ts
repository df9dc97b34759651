/**
 * Options as code, length, value (RFC 2132 2), by code; one that came in parts is joined (RFC 3396). What runs over the
 * end is left out, as clients do.
 * @param options what was read before, to which these are added
 */
export function readOptionList(bytes: Buffer, options = new Map<number, Buffer>()): Map<number, Buffer> {
  let at = 0;
  while (at < bytes.length) {
    const code = bytes[at] ?? endOption;
    if (code === endOption) break;
    if (code === padOption) {
      at += 1;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    const end = at + 2 + length;
    if (end > bytes.length) break;
    options.set(code, Buffer.concat([options.get(code) ?? Buffer.alloc(0), bytes.subarray(at + 2, end)]));
    at = end;
  }
  return options;
}

const padOption = 0;
export const endOption = 255;
