import { z } from 'zod';

export const proposalStatuses = ['proposed', 'approved', 'rejected', 'expired'] as const;

/** Grants that one person wants and a second one must approve; until then nothing is served because of them. */
export const grantProposalSchema = z.object({
  id: z.int().positive(),
  status: z.enum(proposalStatuses),
  machineCount: z.int().positive(),
  /** Ids, at most the first hundred. */
  machines: z.array(z.int().positive()),
  profiles: z.array(z.string()),
  /** How long the grants live once they are approved: `4h`. */
  expires: z.string(),
  /** Why one person is not enough. */
  why: z.string(),
  reason: z.string().nullable(),
  proposedBy: z.string(),
  createdAt: z.iso.datetime(),
  /** When nobody can approve it any more. */
  expiresAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});
export type GrantProposal = z.infer<typeof grantProposalSchema>;
