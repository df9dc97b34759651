import type { ContentReader } from './content-reader.ts';
import type { SlotState } from './slot.ts';

/** Where the bytes of an extent come from. `fromBytes` counts from the start of the reader or the slot. */
export type Source =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'reader'; readonly reader: ContentReader; readonly fromBytes: number }
  | { readonly kind: 'slot'; readonly slot: string; readonly fromBytes: number };

/** A run of bytes of the image, and in words what stands there. */
export type Extent = {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly what: string;
  readonly source: Source;
};

/**
 * An image before it is bytes. Extents are in order of their offsets and do not overlap; what belongs to no extent
 * is zero. Plain data: it may be compared, stored in memory once, and read by many at the same time.
 */
export type Plan = {
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
  readonly slots: ReadonlyMap<string, SlotState>;
};
