import { checksumPlaces } from './checksum-places.ts';
import { checksumIn, onlyChecksumIn } from './parse-checksums.ts';

export type PublishedChecksum = {
  readonly sha256: string;
  /** The list that it stands in. */ readonly source: string;
};

/** The text of a list; null: there is none at this URL, or it cannot be had. */
export type FetchList = (url: string) => Promise<string | null>;

/** Finds what upstream says about its files. Each list is asked for once, however many files stand in it. */
export class PublishedChecksums {
  readonly #fetchList: FetchList;
  readonly #lists = new Map<string, Promise<string | null>>();

  constructor(fetchList: FetchList) {
    this.#fetchList = fetchList;
  }

  /** null: it publishes none that we find. */
  async find(url: string): Promise<PublishedChecksum | null> {
    for (const { list, path } of checksumPlaces(url)) {
      const text = await this.#listAt(list);
      if (text === null) continue;
      const sha256 = path === null ? onlyChecksumIn(text) : checksumIn(text, path);
      if (sha256 !== null) return { sha256, source: list };
    }
    return null;
  }

  #listAt(url: string): Promise<string | null> {
    const known = this.#lists.get(url);
    if (known !== undefined) return known;
    const fetched = this.#fetchList(url);
    this.#lists.set(url, fetched);
    return fetched;
  }
}
