import { z } from 'zod';
import { wordTemplateSchema } from './word-schemas.ts';

/** A file that is downloaded. What is known of it may be given by an item, without the URL again. */
export const assetSchema = z.union(
  [
    wordTemplateSchema.transform((url) => ({ url })),
    z.strictObject({
      url: wordTemplateSchema.optional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'is not a SHA-256: wanted 64 hexadecimal digits')
        .optional(),
      sizeBytes: z.int().positive().optional(),
    }),
  ],
  { error: 'is not an asset: wanted a URL, or { url, sha256, sizeBytes }' },
);
export type Asset = {
  readonly url?: string | undefined;
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
};
