import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
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
    examples: [
      { line: 'netberth audit list --json | tail', does: 'as JSON for other tools' },
      { line: 'netberth audit list --target machine:7', does: 'what was done to machine 7' },
    ],
  },
  input: z.object({
    newestFirst: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('the newest first; `after` then goes on with older ones'),
    actor: lineSchema(320).optional().describe('only what this user or token did'),
    command: z
      .string()
      .regex(/^[a-z][a-z.-]{0,63}$/, 'is not a command like machine.grant, nor a kind of them like machine')
      .optional()
      .describe('only this command, as machine.grant; or all of a kind, as machine'),
    target: lineSchema(320)
      .optional()
      .describe('only what was done to this, as machine:7, alone or with many'),
    ...pageSchema.shape,
  }),
  output: z.object({ records: z.array(auditRecordSchema), next: z.int().positive().nullable() }),
});

export const auditExport = defineCommand({
  name: 'audit.export',
  permission: 'audit:read',
  effect: 'read',
  summary: 'Write the audit log as JSON lines, to be kept elsewhere',
  description:
    'One record a line, oldest first, with the hashes of its chain. With --after it goes on after the last line of the export before.',
  http: { method: 'GET', path: '/audit/export' },
  cli: {
    positionals: [],
    rows: 'records',
    examples: [
      { line: 'netberth audit export > audit.jsonl', does: 'all of it' },
      { line: 'netberth audit export --after 1200 >> audit.jsonl', does: 'what has come since' },
    ],
  },
  input: z.object({ ...pageSchema.shape }),
  output: z.object({
    records: z.array(
      auditRecordSchema.extend({
        /** Whose chain it is in, and where. */
        server: z.string(),
        sequence: z.int().positive(),
        previousMac: z.string(),
        mac: z.string(),
      }),
    ),
    next: z.int().positive().nullable(),
  }),
});

export const auditVerify = defineCommand({
  name: 'audit.verify',
  permission: 'audit:read',
  effect: 'read',
  summary: 'Check that no audit record was changed, removed or put in',
  description:
    'Records are chained by a keyed hash per server; the key lies outside the database. What was removed by age (`audit.keep`) is counted, and sealed. Exit 1 when broken.',
  http: { method: 'POST', path: '/audit/verify' },
  cli: { positionals: [], examples: [{ line: 'netberth audit verify', does: 'the whole chain' }] },
  input: z.object({}),
  output: z.object({
    ok: z.boolean(),
    records: z.int().nonnegative(),
    /** Removed by age (`audit.keep`), before these. */
    removed: z.int().nonnegative(),
    problems: z.array(z.string()),
  }),
});
