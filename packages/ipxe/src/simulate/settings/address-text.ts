import { readNumber } from './number-text.ts';

/** Four bytes of `192.168.0.1`, or null. */
export function parseIpv4(text: string): Uint8Array | null {
  const parts = text.split('.');
  const numbers = parts.map((part) => (/^\d{1,3}$/.test(part) ? readNumber(part).value : 256));
  if (parts.length !== 4 || numbers.some((each) => each > 255)) return null;
  return Uint8Array.from(parts.map(Number));
}

/** Sixteen bytes of `2001:db8::1`, or null. */
export function parseIpv6(text: string): Uint8Array | null {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return null;
  const left = readGroups(head);
  const right = tail === undefined ? [] : readGroups(tail);
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => 0), ...right];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function readGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/** `2001:db8::1` of sixteen bytes: the longest run of two or more zero groups becomes `::`. */
export function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => (byteAt(bytes, 2 * index) << 8) | byteAt(bytes, 2 * index + 1),
  );
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const shown = groups.map((group) => group.toString(16));
  if (best.length < 2) return shown.join(':');
  return `${shown.slice(0, best.start).join(':')}::${shown.slice(best.start + best.length).join(':')}`;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
