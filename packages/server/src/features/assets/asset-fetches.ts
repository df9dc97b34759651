import type { PublishedChecksums } from '@netberth/catalogue';
import { join } from 'node:path';
import { sizeWords } from './size-words.ts';
import { AssetFetch, type Fetched } from './asset-fetch.ts';
import type { AssetStore } from './asset-store.ts';
import { PartFile, type SealedPart } from './part-file.ts';
import { receiveAsset, type ReceiveOptions } from './receive-asset.ts';

/** A file that may be fetched. */
export type WantedAsset = {
  readonly url: string;
  /** As the catalogue says; null: it does not. */
  readonly sha256: string | null;
};

export type FetchNeeds = {
  readonly store: AssetStore;
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly pauseMs: number;
};

export type FetchOptions = {
  readonly checksums: PublishedChecksums;
  /** More must not come of it now. */
  readonly mostBytes?: number;
  /** Serve it as soon as it is there. */
  readonly publish?: boolean;
};

/** Left for the database and everything else on the disk. */
const reservedBytes = 512 * 1024 * 1024;

/** Brings files here, each once however many ask for it at a time. */
export class AssetFetches {
  readonly #needs: FetchNeeds;
  readonly #running = new Map<string, AssetFetch>();
  readonly #stop = new AbortController();

  constructor(needs: FetchNeeds) {
    this.#needs = needs;
  }

  get running(): readonly AssetFetch[] {
    return [...this.#running.values()];
  }

  find(url: string): AssetFetch | undefined {
    return this.#running.get(url);
  }

  /** Who asks for what is being fetched already joins: the options of the first count. */
  fetch(wanted: WantedAsset, options: FetchOptions): AssetFetch {
    const { url } = wanted;
    const known = this.#running.get(url);
    if (known !== undefined) return known;
    const { store } = this.#needs;
    const fetch = new AssetFetch(url, join(store.partFolder(url), 'data'), async (own) => {
      try {
        const fetched = await this.#bring(wanted, own, options);
        if (fetched.kind === 'staged' && options.publish === true) await store.publish(fetched.staged);
        return fetched;
      } finally {
        this.#running.delete(url);
      }
    });
    this.#running.set(url, fetch);
    return fetch;
  }

  /** What is on its way stops, and goes on at another time. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.running.map(({ done }) => done));
  }

  async #bring(wanted: WantedAsset, fetch: AssetFetch, options: FetchOptions): Promise<Fetched> {
    const part = await PartFile.open(this.#needs.store.partFolder(wanted.url), wanted.url);
    try {
      const isResumed = part.receivedBytes > 0;
      let fetched = await this.#receive(wanted, part, fetch, options);
      // What was put together from two attempts may be of two versions, whatever upstream said.
      if (fetched.kind === 'mismatch' && isResumed) {
        await part.begin({ url: wanted.url, totalBytes: null, etag: null, lastModified: null });
        fetched = await this.#receive(wanted, part, fetch, options);
      }
      const isWorthKeeping =
        fetched.kind === 'staged' || (fetched.kind === 'failed' && part.receivedBytes > 0);
      if (!isWorthKeeping) await part.remove();
      return fetched.kind === 'mismatch' ? { kind: 'failed', why: fetched.why } : fetched;
    } finally {
      await part.close();
    }
  }

  async #receive(
    wanted: WantedAsset,
    part: PartFile,
    fetch: AssetFetch,
    options: FetchOptions,
  ): Promise<Checked> {
    const { store, now } = this.#needs;
    const { url } = wanted;
    const expecting = expectedOf(wanted, options.checksums);
    const stored = store.find(url);
    const known = stored && { ...stored, totalBytes: stored.sizeBytes };
    const received = await receiveAsset(url, part, known, this.#receiving(part, fetch, options));
    if (received.kind !== 'received') return received;
    const sealed = await part.seal();
    const expected = await expecting;
    if (expected !== null && expected.sha256 !== sealed.sha256)
      return { kind: 'mismatch', why: mismatchWords(sealed, expected) };
    const { etag = null, lastModified = null } = part.version ?? {};
    const checkedBy = expected?.source ?? null;
    const record = { url, ...sealed, checkedBy, etag, lastModified, storedAtMs: now() };
    return { kind: 'staged', staged: { record, partFolder: part.folder } };
  }

  #receiving(part: PartFile, fetch: AssetFetch, { mostBytes = Infinity }: FetchOptions): ReceiveOptions {
    const { store, timeoutMs, pauseMs } = this.#needs;
    let [generation, receivedBytes] = [fetch.state.generation, 0];
    return {
      ...{ timeoutMs, pauseMs, signal: this.#stop.signal },
      refuse: async (moreBytes) => whyNoRoom(moreBytes, mostBytes, await store.freeBytes()),
      onChange: () => {
        if (part.receivedBytes < receivedBytes) generation += 1;
        ({ receivedBytes } = part);
        fetch.tell({ generation, receivedBytes, totalBytes: part.version?.totalBytes ?? null });
      },
    };
  }
}

type Checked = Fetched | { readonly kind: 'mismatch'; readonly why: string };
type Expected = { readonly sha256: string; readonly source: string };

async function expectedOf(
  { url, sha256 }: WantedAsset,
  checksums: PublishedChecksums,
): Promise<Expected | null> {
  return sha256 === null ? await checksums.find(url) : { sha256, source: 'the catalogue' };
}

function mismatchWords({ sha256 }: SealedPart, expected: Expected): string {
  return `is not what it should be: its sha256 is ${sha256}, but ${expected.source} says ${expected.sha256}`;
}

function whyNoRoom(moreBytes: number, mostBytes: number, freeBytes: number): string | null {
  if (moreBytes > mostBytes)
    return `has ${sizeWords(moreBytes)} to come, and assets.maxBytes leaves room for ${sizeWords(mostBytes)}`;
  const room = Math.max(freeBytes - reservedBytes, 0);
  if (moreBytes <= room) return null;
  return `has ${sizeWords(moreBytes)} to come, and the disk of the data folder has room for ${sizeWords(room)}`;
}
