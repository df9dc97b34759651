import type { StagedAsset } from './asset-store.ts';

/** What is known of a file that is on its way, at one moment. */
export type Arriving = {
  /** Another one: what came before is of another version and counts no more. */
  readonly generation: number;
  readonly receivedBytes: number;
  /** null: not known yet, or upstream does not say. */
  readonly totalBytes: number | null;
};

export type Arrived =
  | { readonly kind: 'staged'; readonly staged: StagedAsset }
  /** What is stored is still what upstream has. */
  | { readonly kind: 'unchanged' }
  /** `why` goes on from the URL. */
  | { readonly kind: 'failed'; readonly why: string };

/** One fetch of a file, for all who wait for it. */
export class Arrival {
  readonly url: string;
  /** Where the bytes are as they come. */
  readonly dataFile: string;
  readonly done: Promise<Arrived>;
  #state: Arriving = { generation: 0, receivedBytes: 0, totalBytes: null };
  #isOver = false;
  #wake: () => void = () => {};
  #changed: Promise<void> = Promise.resolve();

  constructor(url: string, dataFile: string, work: (arrival: Arrival) => Promise<Arrived>) {
    this.url = url;
    this.dataFile = dataFile;
    this.#renew();
    this.done = work(this).finally(() => {
      this.#isOver = true;
      this.#wake();
    });
  }

  get state(): Arriving {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Says how far it is. */
  tell(state: Arriving): void {
    this.#state = state;
    this.#wake();
    this.#renew();
  }

  /** Until something has changed, or it is over. */
  async change(): Promise<void> {
    if (!this.#isOver) await this.#changed;
  }

  #renew(): void {
    this.#changed = new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
