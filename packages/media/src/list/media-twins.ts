import type { MediaRow } from './read-media-row.ts';

/** Finds what two rows of a list may not share: the name, an address, a network card. Remembers lines, not rows. */
export class MediaTwins {
  readonly #lines = new Map<string, number>();

  /** What this row shares with an earlier one, each a sentence. */
  note(row: MediaRow, line: number): readonly string[] {
    return keysOf(row).flatMap(({ what, value }) => {
      const key = `${what} ${value.toLowerCase()}`;
      const other = this.#lines.get(key);
      if (other === undefined) this.#lines.set(key, line);
      return other === undefined ? [] : [`${what}: "${value}" is in line ${other} already`];
    });
  }
}

function keysOf({ name, network: { ipv4, ipv6, mac } }: MediaRow) {
  return [
    { what: 'name', value: name },
    ...[ipv4, ipv6].flatMap((way) => (way?.kind === 'static' ? [{ what: 'ip', value: way.address }] : [])),
    ...(mac === null ? [] : [{ what: 'mac', value: mac }]),
  ];
}
