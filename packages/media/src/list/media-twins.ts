import type { MediaRow } from './read-media-row.ts';

/**
 * Finds what two rows of a list may not share: the name, an address, a network card. Remembers lines, not rows, and
 * numbers in place of texts, so that a list may have a million rows.
 */
export class MediaTwins {
  readonly #lines = {
    name: new Map<string, number>(),
    ip: new Map<string | number, number>(),
    mac: new Map<number, number>(),
  };

  /** What this row shares with an earlier one, each a sentence. */
  note({ name, network: { ipv4, ipv6, mac } }: MediaRow, line: number): readonly string[] {
    const twins: string[] = [];
    const note = <Key>(what: string, value: string, lines: Map<Key, number>, key: Key): void => {
      const other = lines.get(key);
      if (other === undefined) lines.set(key, line);
      else twins.push(`${what}: "${value}" is in line ${other} already`);
    };
    note('name', name, this.#lines.name, name.toLowerCase());
    if (ipv4?.kind === 'static') note('ip', ipv4.address, this.#lines.ip, numberOfIpv4(ipv4.address));
    if (ipv6?.kind === 'static') note('ip', ipv6.address, this.#lines.ip, ipv6.address);
    if (mac !== null) note('mac', mac, this.#lines.mac, Number.parseInt(mac.replaceAll(':', ''), 16));
    return twins;
  }
}

function numberOfIpv4(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
