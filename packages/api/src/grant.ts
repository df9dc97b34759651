import { z } from 'zod';

export const grantStatuses = ['live', 'done', 'revoked', 'expired', 'failed', 'replaced'] as const;

/** The permission to serve one machine a list of profiles in order. */
export const grantSchema = z.object({
  id: z.int().positive(),
  status: z.enum(grantStatuses),
  steps: z.array(z.string()),
  /** Index of the step that is next or running; equal to `steps.length` when all are done. */
  step: z.int().nonnegative(),
  starts: z.int().nonnegative(),
  maxStarts: z.int().positive(),
  expiresAt: z.iso.datetime(),
  /** The address it is bound to; null until the machine asks. */
  address: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  reason: z.string().nullable(),
});
export type Grant = z.infer<typeof grantSchema>;
