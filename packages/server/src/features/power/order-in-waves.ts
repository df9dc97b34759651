import type { Writing } from '../../database/work.ts';
import { insertOrder } from './power-order-store.ts';
import type { NewOrder } from './power-order-store.ts';
import type { OrderRecord } from './power-record.ts';

/** What is ordered of a machine, but for its place among the others. */
export type WantedOrder = Omit<NewOrder, 'batchId' | 'wave' | 'status'>;

/** `size` to a wave, undefined: all in one. The first wave waits, the others are planned. */
export function* orderInWaves(
  wanted: readonly WantedOrder[],
  { batchId, size = wanted.length }: { batchId: number | null; size: number | undefined },
): Writing<readonly OrderRecord[]> {
  const orders: OrderRecord[] = [];
  for (const [index, order] of wanted.entries()) {
    const wave = Math.floor(index / size) + 1;
    const status = wave === 1 ? 'waiting' : 'planned';
    orders.push(yield* insertOrder({ ...order, batchId, wave, status }));
  }
  return orders;
}
