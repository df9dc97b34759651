import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { pageSchema } from '../page.ts';

export const auditRecordSchema = z.object({
  id: z.int().positive(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** Where from: an address, or `socket` (the name is claimed by the local user). */
  origin: z.string(),
  command: z.string(),
  target: z.string().nullable(),
  before: z.json(),
  after: z.json(),
  reason: z.string().nullable(),
});

export const auditList = defineCommand({
  name: 'audit.list',
  permission: 'audit:read',
  effect: 'read',
  summary: 'List what people and tokens changed',
  description: 'Every change has a record, written in the same transaction. Oldest first.',
  http: { method: 'GET', path: '/audit' },
  cli: {
    positionals: [],
    rows: 'records',
    examples: [{ line: 'netberth audit list --json | tail', does: 'as JSON for other tools' }],
  },
  input: z.object({
    newestFirst: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('the newest first; `after` then goes on with older ones'),
    ...pageSchema.shape,
  }),
  output: z.object({ records: z.array(auditRecordSchema), next: z.int().positive().nullable() }),
});

export const auditVerify = defineCommand({
  name: 'audit.verify',
  permission: 'audit:read',
  effect: 'read',
  summary: 'Check that no audit record was changed, removed or put in',
  description:
    'Records are chained by a keyed hash per server; the key lies outside the database. Exit 1 when broken.',
  http: { method: 'POST', path: '/audit/verify' },
  cli: { positionals: [], examples: [{ line: 'netberth audit verify', does: 'the whole chain' }] },
  input: z.object({}),
  output: z.object({
    ok: z.boolean(),
    records: z.int().nonnegative(),
    problems: z.array(z.string()),
  }),
});
