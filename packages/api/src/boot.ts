import { z } from 'zod';

export const fetchedFileSchema = z.object({
  file: z.string(),
  sizeBytes: z.int().nonnegative(),
  sentBytes: z.int().nonnegative(),
  percent: z.number(),
  durationMs: z.int().nonnegative(),
  complete: z.boolean(),
});
export type FetchedFile = z.infer<typeof fetchedFileSchema>;

export const callbackSchema = z.object({
  at: z.iso.datetime(),
  kind: z.string(),
  detail: z.string(),
});

/** One visit of a machine to `/bootstrap`, and what followed. */
export const bootSchema = z.object({
  number: z.int().positive(),
  at: z.iso.datetime(),
  address: z.string(),
  decision: z.enum(['disk', 'wait', 'queue', 'menu', 'profile', 'choice']),
  profile: z.string().nullable(),
  /** What a person picked in the menu: `debian release=trixie,mode=text`. */
  choice: z.string().nullable(),
  /** Code of docs/errors.md: `NB0103`. */
  reasonCode: z.string(),
  reason: z.string(),
  grantId: z.int().positive().nullable(),
  step: z.int().nonnegative().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** As sent, with its secrets shown as `[name]`. */
  script: z.string(),
  files: z.array(fetchedFileSchema),
  callbacks: z.array(callbackSchema),
});
export type Boot = z.infer<typeof bootSchema>;
