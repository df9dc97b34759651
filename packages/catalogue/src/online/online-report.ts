import { z } from 'zod';

/** What came of asking for a URL; `why` goes on from it: `answers 404`. */
const askedUrlSchema = z.object({
  at: z.iso.datetime(),
  sizeBytes: z.int().nonnegative().nullable(),
  /** As upstream publishes it; null: it does not, as far as we find. */
  sha256: z.string().nullable().default(null),
  /** null: it is there. */
  why: z.string().nullable(),
});
export type AskedUrl = z.infer<typeof askedUrlSchema>;

/** `menu/online.json` of a data folder: which files of the menu are there. */
export const onlineReportSchema = z.object({ urls: z.record(z.string(), askedUrlSchema) });
export type OnlineReport = z.infer<typeof onlineReportSchema>;

/** The URLs that did not work when they were asked last. */
export function brokenUrls({ urls }: OnlineReport): ReadonlySet<string> {
  return new Set(Object.entries(urls).flatMap(([url, { why }]) => (why === null ? [] : [url])));
}
