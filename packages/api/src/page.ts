import { z } from 'zod';

/** Keyset pages: pass the `next` of one page as the `after` of the next. */
export const pageSchema = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('go on after this id'),
  limit: z.coerce.number().int().min(1).max(1000).default(200).describe('rows a page'),
});

/** The same for lists that fit on one page nearly everywhere. */
export const longPageSchema = z.object({
  after: pageSchema.shape.after,
  limit: z.coerce.number().int().min(1).max(1000).default(1000).describe('rows a page'),
});

/** The `after` of the next page; null: there is none. */
export const nextSchema = z.int().positive().nullable().default(null);
