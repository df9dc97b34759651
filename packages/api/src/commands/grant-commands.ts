import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { grantProposalSchema } from '../grant-proposal.ts';
import { pageSchema } from '../page.ts';
import { reasonField } from './grant-order.ts';

const id = z.coerce.number().int().positive().describe('the id in `grant list`');

export const grantList = defineCommand({
  name: 'grant.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List grants that were proposed, and what became of them',
  description:
    'A grant for a protected machine, or for more machines than one person may grant, waits here for a second person. Until it is approved nothing is served; after a day it can no longer be approved.',
  narrows: true,
  http: { method: 'GET', path: '/grant-proposals' },
  cli: {
    positionals: [],
    rows: 'proposals',
    examples: [{ line: 'netberth grant list --proposed', does: 'those that still wait' }],
  },
  input: z.object({
    proposed: z
      .union([z.boolean(), z.stringbool()])
      .default(false)
      .describe('only those that wait for a second person'),
    ...pageSchema.shape,
  }),
  output: z.object({ proposals: z.array(grantProposalSchema), next: z.int().positive().nullable() }),
});

export const grantApprove = defineCommand({
  name: 'grant.approve',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Approve, as a second person, what somebody has proposed to grant',
  description:
    'Every machine is granted, or none. Whoever proposed it cannot approve it, nor by a token; and not over the socket, where a name is only claimed: sign in to the console, or use a token of your own (`token own`). If a machine or profile has changed so that it cannot be granted any more, it is refused and says why.',
  narrows: true,
  http: { method: 'POST', path: '/grant-proposals/{id}/approve' },
  cli: {
    positionals: ['id'],
    examples: [
      {
        line: 'netberth grant approve 3 --server https://boot.example:8081 --token nb_…',
        does: 'now it is granted',
      },
    ],
  },
  input: z.object({ id, reason: reasonField }),
  output: grantProposalSchema,
});

export const grantReject = defineCommand({
  name: 'grant.reject',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Reject what somebody has proposed to grant, or withdraw it',
  description: 'It cannot be approved any more. Whoever proposed it may do this too.',
  narrows: true,
  http: { method: 'POST', path: '/grant-proposals/{id}/reject' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth grant reject 3', does: 'nothing is granted' }] },
  input: z.object({ id, reason: reasonField }),
  output: grantProposalSchema,
});
