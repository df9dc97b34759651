import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { readAt, streamPlan, type Plan } from '@netberth/disk-image';

/** An image as bytes, with their sums. */
export type MediumBytes = {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly crc32: number;
  /** Each reading gives the same bytes; they may be shared with other media and are not to be changed. */
  readonly chunks: () => Iterable<Uint8Array>;
};

type Start = { readonly bytes: Uint8Array; readonly sha256: Hash; readonly crc32: number };

/** More than any template has; a plan that is larger is read in pieces from there on. */
const mostStartBytes = 64 * 1024 * 1024;
/** Plans of one template have the same extents: what stands before the first slot is made and summed up once. */
const starts = new WeakMap<Plan['extents'], Start>();

export function mediumBytes(plan: Plan): MediumBytes {
  const start = startOf(plan);
  const hash = start.sha256.copy();
  let sum = start.crc32;
  for (const chunk of restOf(plan, start)) {
    hash.update(chunk);
    sum = crc32(chunk, sum);
  }
  return {
    sizeBytes: plan.sizeBytes,
    sha256: hash.digest('hex'),
    crc32: sum,
    chunks: function* () {
      yield start.bytes;
      yield* restOf(plan, start);
    },
  };
}

function startOf(plan: Plan): Start {
  const known = starts.get(plan.extents);
  if (known !== undefined) return known;
  const slot = plan.extents.find(({ source }) => source.kind === 'slot');
  const bytes = readAt(plan, 0, Math.min(slot?.offsetBytes ?? plan.sizeBytes, mostStartBytes));
  const start = { bytes, sha256: createHash('sha256').update(bytes), crc32: crc32(bytes) };
  starts.set(plan.extents, start);
  return start;
}

function restOf(plan: Plan, { bytes }: Start): Iterable<Uint8Array> {
  return streamPlan(plan, { fromBytes: bytes.length, chunkBytes: 1024 * 1024 });
}
