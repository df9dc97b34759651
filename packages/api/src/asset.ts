import { z } from 'zod';

const count = z.int().nonnegative();

/** A file of the menu that lies on the server, or is on its way there. */
export const assetSchema = z.object({
  /** Where upstream has it. */
  url: z.string(),
  /** On the boot plane. */
  path: z.string(),
  /** `partial`: an earlier fetch was broken off, and the next goes on from there. */
  state: z.enum(['stored', 'fetching', 'partial']),
  /** Of the whole file; null: not known yet. */
  sizeBytes: count.nullable(),
  receivedBytes: count,
  sha256: z.string().nullable(),
  /** The list of upstream that its sha256 was compared with, or `the catalogue`; null: nobody publishes one. */
  checkedBy: z.string().nullable(),
  storedAt: z.iso.datetime().nullable(),
  /** Those whose choices name it; empty: none does any more. */
  products: z.array(z.string()),
});
export type Asset = z.output<typeof assetSchema>;

/** A `menu mirror` that is at work. */
export const runningMirrorSchema = z.object({
  product: z.string(),
  files: count,
  doneFiles: count,
  receivedBytes: count,
  /** Of the files whose sizes are known by now. */
  totalBytes: count,
});
export type RunningMirror = z.output<typeof runningMirrorSchema>;

/** What became of one file. */
export const mirroredFileSchema = z.object({
  url: z.string(),
  /** `held`: newer than what is stored, but another file of the choice failed, so that both stay as they are. */
  outcome: z.enum(['stored', 'updated', 'kept', 'held', 'removed', 'sound', 'damaged', 'failed']),
  sizeBytes: count.nullable(),
  sha256: z.string().nullable(),
  checkedBy: z.string().nullable(),
  /** Goes on from the URL: `answers 404`. */
  why: z.string().nullable(),
});
export type MirroredFile = z.output<typeof mirroredFileSchema>;
