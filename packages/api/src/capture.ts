import { z } from 'zod';

/** The disk that a machine has sent, and that waits to become a profile. */
export const captureSchema = z.object({
  machine: z.int().positive(),
  /** null: it has none, or was forgotten. */
  hostname: z.string().nullable(),
  /** The boot that sent it, and what that boot was given. */
  bootNumber: z.int().positive(),
  profile: z.string(),
  /** As it came, compressed. */
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  receivedAt: z.iso.datetime(),
  /** Why no profile can be made of it; null: one can. */
  fault: z.string().nullable(),
});
export type Capture = z.infer<typeof captureSchema>;
