import { popularity } from '@netberth/usage';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { bootsByProductAndDay } from './boot-count-store.ts';

const dayMs = 86_400_000;
/** Older boots weigh less than a sixtieth. */
const rememberedDays = 180;
/** What other servers and imported logs have counted is seen within this time. */
const lookEveryMs = 600_000;

/** The products by how often they were booted lately, kept up with what is counted. */
export class PopularEntries {
  #products: readonly string[] = [];
  #lookedAtMs = -Infinity;
  #isBehind = true;

  /** Their ids, most popular first. */
  get products(): readonly string[] {
    return this.#products;
  }

  /** After a batch of boots was counted; while more follow, nothing is read. @param counted 0: none is left */
  *keepUp(counted: number): Reading<void> {
    this.#isBehind ||= counted > 0;
    if (counted > 0) return;
    const nowMs = yield* now();
    if (!this.#isBehind && nowMs - this.#lookedAtMs < lookEveryMs) return;
    const scores = yield* popularProducts();
    this.#products = scores.map(({ product }) => product);
    this.#lookedAtMs = nowMs;
    this.#isBehind = false;
  }
}

/** What was booted within the last months, most popular first. */
export function* popularProducts(): Reading<readonly { readonly product: string; readonly score: number }[]> {
  const nowMs = yield* now();
  const counts = yield* bootsByProductAndDay(dayOf(nowMs - rememberedDays * dayMs));
  return popularity(counts, dayOf(nowMs));
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
