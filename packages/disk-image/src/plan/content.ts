import type { Plan } from './plan.ts';
import type { Slot } from './slot.ts';
import type { ContentReader } from './content-reader.ts';

/** What a file holds: bytes, a reader, a slot, or a whole other image. */
export type Content = Uint8Array | ContentReader | Slot | Plan;

export function contentSize(content: Content): number {
  return content instanceof Uint8Array ? content.length : content.sizeBytes;
}
