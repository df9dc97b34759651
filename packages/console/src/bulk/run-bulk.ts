import { Refused } from '../server/refused.ts';

export type Refusal<Item> = { readonly item: Item; readonly why: string };
export type BulkProgress<Item> = { readonly done: number; readonly refused: readonly Refusal<Item>[] };

/** The server does one at a time anyway; more at once only hide the way there and back. */
const atOnce = 4;

/**
 * Does the same to many, each for itself: who is refused does not keep the others back.
 * @param onProgress after each one
 * @throws what is no refusal (the server is gone); what was done stays done
 */
export async function runBulk<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
  onProgress: (progress: BulkProgress<Item>) => void,
  signal: AbortSignal,
): Promise<BulkProgress<Item>> {
  const waiting = [...items];
  let progress: BulkProgress<Item> = { done: 0, refused: [] };
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined && !signal.aborted; item = waiting.shift()) {
      const refusal = await refusalOf(item, run);
      progress = {
        done: progress.done + 1,
        refused: refusal === undefined ? progress.refused : [...progress.refused, refusal],
      };
      onProgress(progress);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return progress;
}

async function refusalOf<Item>(
  item: Item,
  run: (item: Item) => Promise<unknown>,
): Promise<Refusal<Item> | undefined> {
  try {
    await run(item);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return { item, why: error.message };
    throw error;
  }
}
