import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { longPageSchema, nextSchema } from '../page.ts';

export const sessionRowSchema = z.object({
  id: z.int().positive(),
  user: z.string(),
  /** Where the log-in came from. */
  address: z.string(),
  startedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  /** When it ends however much it is used. */
  endsAt: z.iso.datetime(),
});

export const sessionList = defineCommand({
  name: 'session.list',
  permission: 'access:read',
  effect: 'read',
  summary: 'List who is signed in',
  description: 'Each browser is a session. One that is not used ends by itself, and so does an old one.',
  http: { method: 'GET', path: '/sessions' },
  cli: {
    positionals: [],
    rows: 'sessions',
    examples: [{ line: 'netberth session list', does: 'who, from where, since when' }],
  },
  input: longPageSchema,
  output: z.object({ sessions: z.array(sessionRowSchema), next: nextSchema }),
});

export const sessionEnd = defineCommand({
  name: 'session.end',
  permission: 'access:write',
  effect: 'write',
  summary: 'Sign somebody out',
  description: 'One session, by its id. To keep somebody out: `user set NAME --disabled`.',
  http: { method: 'DELETE', path: '/sessions/{id}' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth session end 12', does: 'at once' }] },
  input: z.object({ id: z.coerce.number().int().positive().describe('the id in `session list`') }),
  output: z.object({ ended: z.int().positive() }),
});
