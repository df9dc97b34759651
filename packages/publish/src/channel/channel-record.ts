import { z } from 'zod';

const versionSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** What the pointer of a channel says of itself. */
export const channelRecordSchema = z.object({
  format: z.literal(1),
  channel: z.string(),
  /** The one that readers get. */
  version: versionSchema,
  switchedAt: z.iso.datetime(),
  /** Those that are kept, the newest first; `version` is one of them. */
  versions: z.array(z.object({ version: versionSchema, publishedAt: z.iso.datetime() })).min(1),
  /** When the channel may be removed; null: never. */
  expiresAt: z.iso.datetime().nullable(),
  /** Where it was built from, for people; null: from the catalogue of whoever published it. */
  source: z.string().max(300).nullable(),
});
export type ChannelRecord = z.output<typeof channelRecordSchema>;
