import type { PublishedChecksums } from '@netberth/catalogue';
import type { AssetFetch } from './asset-fetch.ts';
import type { AssetFetches, WantedAsset } from './asset-fetches.ts';
import type { AssetStore } from './asset-store.ts';

export type PullThroughNeeds = {
  readonly store: AssetStore;
  readonly fetches: AssetFetches;
  readonly newChecksums: () => PublishedChecksums;
  readonly isOn: boolean;
  /** Of everything that is stored. */
  readonly maxBytes: number;
  readonly now: () => number;
  /** Told why a file did not come. */
  readonly onFailure: (url: string, why: string) => void;
};

const mostAtOnce = 16;
/** Machines that ask meanwhile go upstream: what just failed is likely to fail again. */
const restMs = 60_000;

/** Fetches what a machine asks for, once for all who ask, within bounds. */
export class PullThrough {
  readonly #needs: PullThroughNeeds;
  readonly #failedAtMs = new Map<string, number>();

  constructor(needs: PullThroughNeeds) {
    this.#needs = needs;
  }

  get isOn(): boolean {
    return this.#needs.isOn;
  }

  /** null: the machine has to fetch it upstream. */
  ask(wanted: WantedAsset): AssetFetch | null {
    const { store, fetches, newChecksums, isOn, maxBytes, now } = this.#needs;
    const running = fetches.find(wanted.url);
    if (running !== undefined) return running;
    if (!isOn || fetches.running.length >= mostAtOnce) return null;
    if (now() - (this.#failedAtMs.get(wanted.url) ?? Number.NEGATIVE_INFINITY) < restMs) return null;
    const comingBytes = fetches.running.reduce((sum, { state }) => sum + (state.totalBytes ?? 0), 0);
    const mostBytes = maxBytes - store.storedBytes - comingBytes;
    if (mostBytes <= 0) return null;
    const fetch = fetches.fetch(wanted, { checksums: newChecksums(), mostBytes, publish: true });
    void this.#watch(fetch);
    return fetch;
  }

  async #watch({ url, done }: AssetFetch): Promise<void> {
    const why = await done.then(
      (fetched) => (fetched.kind === 'failed' ? fetched.why : null),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (why === null) {
      this.#failedAtMs.delete(url);
      return;
    }
    this.#failedAtMs.set(url, this.#needs.now());
    this.#needs.onFailure(url, why);
  }
}
