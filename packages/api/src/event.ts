import { z } from 'zod';

/** Something a person should know: an `alert` wants somebody to look, a `note` does not. */
export const eventSchema = z.object({
  id: z.int().positive(),
  at: z.iso.datetime(),
  severity: z.enum(['note', 'alert']),
  kind: z.string(),
  message: z.string(),
  machineId: z.int().positive().nullable(),
});
export type Event = z.infer<typeof eventSchema>;
