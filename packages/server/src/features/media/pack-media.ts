import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { BatchRecord } from './batch-record.ts';
import { insertBatch } from './batch-store.ts';

const lifeMs = 24 * 60 * 60_000;

export type Packing = Pick<BatchRecord, 'order' | 'media' | 'createdBy'> & { readonly sizeBytes: number };

/** Promises many media as one ZIP file, for a day. */
export function* packMedia(
  { order, media, createdBy, sizeBytes }: Packing,
  token: string,
): Writing<{
  id: number;
  media: number;
  sizeBytes: number;
  endsAt: string;
}> {
  const createdAtMs = yield* now();
  const endsAtMs = createdAtMs + lifeMs;
  const id = yield* insertBatch({ order, media, createdBy, createdAtMs, endsAtMs }, token);
  return { id, media, sizeBytes, endsAt: isoTime(endsAtMs) };
}
