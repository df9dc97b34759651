import type { Extent, Plan } from './plan.ts';

/**
 * Bytes of the image from anywhere: `sizeBytes` of them, or fewer where the image ends before.
 *
 * Costs a binary search and the copying, so that a BMC may read an image in thousands of small pieces.
 * Throws a RangeError when offset or size is not a whole number of 0 or more.
 * Example: `readAt(plan, 16 * 2048, 2048)` is the primary volume descriptor of an ISO.
 */
export function readAt(plan: Plan, offsetBytes: number, sizeBytes: number): Uint8Array {
  for (const number of [offsetBytes, sizeBytes]) {
    if (!Number.isSafeInteger(number) || number < 0) {
      throw new RangeError(
        `cannot read ${sizeBytes} bytes at ${offsetBytes}: both must be whole numbers of 0 or more`,
      );
    }
  }
  const end = Math.min(offsetBytes + sizeBytes, plan.sizeBytes);
  const target = new Uint8Array(Math.max(0, end - offsetBytes));
  for (let index = firstExtentBehind(plan.extents, offsetBytes); index < plan.extents.length; index += 1) {
    const extent = plan.extents[index];
    if (extent === undefined || extent.offsetBytes >= end) break;
    const from = Math.max(offsetBytes, extent.offsetBytes);
    const to = Math.min(end, extent.offsetBytes + extent.sizeBytes);
    target.set(extentBytes(plan, extent, from - extent.offsetBytes, to - from), from - offsetBytes);
  }
  return target;
}

/** The index of the first extent that ends behind the offset. */
function firstExtentBehind(extents: readonly Extent[], offsetBytes: number): number {
  let low = 0;
  let high = extents.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const extent = extents[middle];
    if (extent !== undefined && extent.offsetBytes + extent.sizeBytes <= offsetBytes) low = middle + 1;
    else high = middle;
  }
  return low;
}

function extentBytes(plan: Plan, extent: Extent, from: number, sizeBytes: number): Uint8Array {
  const { source } = extent;
  switch (source.kind) {
    case 'bytes':
      return source.bytes.subarray(from, from + sizeBytes);
    case 'reader':
      return readExactly(extent, source.fromBytes + from, sizeBytes);
    case 'slot':
      return slotBytes(plan, source.slot).subarray(
        source.fromBytes + from,
        source.fromBytes + from + sizeBytes,
      );
  }
}

function readExactly({ what, source }: Extent, offsetBytes: number, sizeBytes: number): Uint8Array {
  if (source.kind !== 'reader') throw new TypeError(`${what} has no reader`);
  const bytes = source.reader.readAt(offsetBytes, sizeBytes);
  if (bytes.length === sizeBytes) return bytes;
  // Zeros in place of a file that has shrunk would be an image that looks whole.
  throw new Error(
    `cannot read ${what}: its reader gave ${bytes.length} of ${sizeBytes} bytes at ${offsetBytes}`,
  );
}

function slotBytes(plan: Plan, name: string): Uint8Array {
  const state = plan.slots.get(name);
  if (state === undefined) throw new RangeError(`the plan has an extent of slot "${name}", but no such slot`);
  return state.bytes;
}
