import { z } from 'zod';

const textOrNull = z.string().nullable();

/** `asset.json`: a file that is stored whole, and what upstream said of it. */
export const assetRecordSchema = z.object({
  url: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The list of upstream that the checksum was compared with, or `the catalogue`; null: nobody publishes one. */
  checkedBy: textOrNull,
  etag: textOrNull,
  lastModified: textOrNull,
  storedAtMs: z.int().nonnegative(),
});
export type AssetRecord = Readonly<z.output<typeof assetRecordSchema>>;
