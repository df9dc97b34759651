import { ChangeSignal } from '../../platform/change-signal.ts';
import type { StagedAsset } from './asset-store.ts';

/** How far a fetch is, at one moment. */
export type FetchState = {
  /** Another one: what came before is of another version and counts no more. */
  readonly generation: number;
  readonly receivedBytes: number;
  /** null: not known yet, or upstream does not say. */
  readonly totalBytes: number | null;
};

export type Fetched =
  | { readonly kind: 'staged'; readonly staged: StagedAsset }
  /** What is stored is still what upstream has. */
  | { readonly kind: 'unchanged' }
  /** `why` goes on from the URL. */
  | { readonly kind: 'failed'; readonly why: string };

/** One fetch of a file from upstream, for all who wait for it. */
export class AssetFetch {
  readonly url: string;
  /** Where the bytes are as they come. */
  readonly dataFile: string;
  readonly done: Promise<Fetched>;
  readonly #changes = new ChangeSignal();
  #state: FetchState = { generation: 0, receivedBytes: 0, totalBytes: null };
  #isOver = false;

  constructor(url: string, dataFile: string, work: (fetch: AssetFetch) => Promise<Fetched>) {
    this.url = url;
    this.dataFile = dataFile;
    this.done = work(this).finally(() => {
      this.#isOver = true;
      this.#changes.tell();
    });
  }

  get state(): FetchState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Says how far it is. */
  tell(state: FetchState): void {
    this.#state = state;
    this.#changes.tell();
  }

  /** Until something has changed, or it is over. */
  async change(): Promise<void> {
    if (!this.#isOver) await this.#changes.next();
  }
}
