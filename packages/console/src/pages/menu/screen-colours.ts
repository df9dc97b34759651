/** Colours of a PC's text mode that are too dark to be read as text, and what is shown for them. */
const readable: ReadonlyMap<number, number> = new Map([
  [0xaaaaaa, 0xe8e8e8],
  [0x555555, 0x9a9a9a],
  [0x0000aa, 0x8aa0ff],
  [0xaa0000, 0xff8a80],
  [0xaa00aa, 0xff8aff],
  [0x00aaaa, 0x6ff0f0],
  [0xaa5500, 0xffc266],
]);
/** Each part of a colour has one of four strengths, or nearly: graphics cards know 64. */
const step = 0x55;

/** @param colour `0xrrggbb` */
export function foreground(colour: number): string {
  const nearest = nearestColour(colour);
  return cssColour(readable.get(nearest) ?? nearest);
}

export function background(colour: number): string {
  return cssColour(nearestColour(colour));
}

function nearestColour(colour: number): number {
  const parts = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
  return parts.reduce((all, part) => all * 256 + Math.round(part / step) * step, 0);
}

function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
