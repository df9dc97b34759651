import type { BootNetwork } from '@netberth/network';
import type { MediumBytes } from './medium-bytes.ts';
import type { NamedMedium, MadeMedia } from './named-medium.ts';

/** The list of many media, which stands behind them as `manifest.csv`. */
export class MediaManifest {
  static readonly file = 'manifest.csv';
  readonly #lines = ['file,medium,ip,mac,size_bytes,sha256\n'];
  #sizeBytes = 0;

  add(medium: NamedMedium, { sizeBytes, sha256 }: Pick<MediumBytes, 'sizeBytes' | 'sha256'>): void {
    const { id, network } = medium.order;
    const cells = [fileOf(medium), id, addressesOf(network), network.mac ?? '', sizeBytes, sha256];
    this.#lines.push(`${cells.join(',')}\n`);
    this.#sizeBytes += sizeBytes;
  }

  /** So many media, and the bytes of all of them. */
  get made(): MadeMedia {
    return { media: this.#lines.length - 1, sizeBytes: this.#sizeBytes };
  }

  get bytes(): Buffer {
    return Buffer.from(this.#lines.join(''));
  }
}

export function fileOf({ name, order }: NamedMedium): string {
  return `${name}.${order.format === 'iso' ? 'iso' : 'img'}`;
}

function addressesOf({ ipv4, ipv6 }: BootNetwork): string {
  return [ipv4, ipv6]
    .flatMap((way) =>
      way === null ? [] : [way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind],
    )
    .join(' ');
}
