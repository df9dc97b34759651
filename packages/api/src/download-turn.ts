import { z } from 'zod';

/** The place of a machine among those that wait for their download, as it was told when it last asked. */
export const downloadTurnSchema = z.object({
  profile: z.string(),
  place: z.int().positive(),
  waiting: z.int().positive(),
  /** When its turn is expected. */
  readyAt: z.iso.datetime(),
});
export type DownloadTurn = z.infer<typeof downloadTurnSchema>;
