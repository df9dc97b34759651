import type { Writing } from '../../database/work.ts';
import { insertBatch } from './power-batch-store.ts';
import { insertOrder } from './power-order-store.ts';
import type { PowerWish } from './refuse-power.ts';

export type Waves = {
  /** Undefined: all in one. */
  readonly size: number | undefined;
  readonly pauseMs: number;
  readonly maxFailures: number;
};

/** The first wave waits, the others are planned. @returns the batch */
export function* orderMany(
  machines: readonly { readonly machineId: number; readonly grantId: number | null }[],
  { action, next }: Pick<PowerWish, 'action' | 'next'>,
  { waves, createdBy, createdAtMs }: { waves: Waves; createdBy: string; createdAtMs: number },
): Writing<number> {
  const batchId = yield* insertBatch(waves.pauseMs, waves.maxFailures);
  const size = waves.size ?? machines.length;
  for (const [index, machine] of machines.entries()) {
    const wave = Math.floor(index / size) + 1;
    const status = wave === 1 ? 'waiting' : 'planned';
    yield* insertOrder({ ...machine, action, next, batchId, wave, status, createdBy, createdAtMs });
  }
  return batchId;
}
