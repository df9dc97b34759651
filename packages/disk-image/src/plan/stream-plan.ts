import type { Plan } from './plan.ts';
import { readAt } from './read-at.ts';

const defaultChunkBytes = 256 * 1024;

/** Bytes from `fromBytes` (0) up to `toBytes` (the end), in chunks of at most `chunkBytes` (256 KiB). */
export type StreamRange = {
  readonly fromBytes?: number;
  readonly toBytes?: number;
  readonly chunkBytes?: number;
};

/**
 * The image as a stream, made while it is read.
 *
 * Example: `for (const chunk of streamPlan(plan)) file.write(chunk)`; in Node `Readable.from(streamPlan(plan))`.
 */
export function* streamPlan(plan: Plan, range: StreamRange = {}): Generator<Uint8Array, void, undefined> {
  const end = Math.min(range.toBytes ?? plan.sizeBytes, plan.sizeBytes);
  const chunkBytes = range.chunkBytes ?? defaultChunkBytes;
  if (!Number.isSafeInteger(chunkBytes) || chunkBytes < 1) {
    throw new RangeError(`cannot stream in chunks of ${chunkBytes} bytes: wanted is a whole number above 0`);
  }
  for (let at = range.fromBytes ?? 0; at < end; at += chunkBytes) {
    yield readAt(plan, at, Math.min(chunkBytes, end - at));
  }
}
