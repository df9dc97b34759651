import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
import { longPageSchema, nextSchema } from '../page.ts';
import { permissionSchema } from '../permission.ts';

const tokenFields = {
  name: lineSchema(64).min(1).describe('what it is for'),
  permissions: z.array(permissionSchema).min(1).describe('what it may do, separated by commas'),
};

export const tokenSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  permissions: z.array(permissionSchema),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

/** A token that somebody makes for themselves: at most for a year. */
export const ownTokenSchema = z.object({
  ...tokenFields,
  expires: z
    .string()
    .regex(
      /^([1-9]\d{0,4}[smh]|([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])d|([1-9]|[1-4]\d|5[0-2])w)$/,
      'is not a duration like 4h, 30d or 52w: at most a year',
    )
    .default('30d')
    .describe('how long it lives: at most a year'),
});
export const ownTokenMadeSchema = tokenSchema.extend({ token: z.string() });

export const tokenCreate = defineCommand({
  name: 'token.create',
  permission: 'access:write',
  effect: 'write',
  summary: 'Make an API token',
  description:
    'For a program: a pipeline, a monitor, a script. Printed once and stored hashed. Give it just the permissions it needs; you cannot give more than you have. Whoever has an account makes tokens of their own without this permission: `token own`, or the console.',
  http: { method: 'POST', path: '/tokens' },
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth token create ci --permissions machine:read,machine:grant --expires 90d',
        does: 'for a pipeline that re-images machines',
      },
    ],
  },
  input: z.object({
    ...tokenFields,
    expires: z
      .string()
      .regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a duration like 4h, 90d or 52w')
      .default('90d')
      .describe('how long it lives'),
  }),
  output: tokenSchema.extend({
    token: z.string(),
    /** Where it is good: the URL of the admin plane, as far as the server knows it. */
    server: z.string(),
  }),
});

export const tokenList = defineCommand({
  name: 'token.list',
  permission: 'access:read',
  effect: 'read',
  summary: 'List the API tokens',
  description: 'Not the tokens themselves: only their hashes are stored.',
  http: { method: 'GET', path: '/tokens' },
  cli: {
    positionals: [],
    rows: 'tokens',
    examples: [{ line: 'netberth token list', does: 'who holds what' }],
  },
  input: longPageSchema,
  output: z.object({ tokens: z.array(tokenSchema), next: nextSchema }),
});

export const tokenRevoke = defineCommand({
  name: 'token.revoke',
  permission: 'access:write',
  effect: 'write',
  summary: 'Revoke an API token',
  description: 'It stops working at the next request.',
  http: { method: 'DELETE', path: '/tokens/{id}' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth token revoke 3', does: 'at once' }] },
  input: z.object({ id: z.coerce.number().int().positive().describe('the id in `token list`') }),
  output: z.object({ revoked: z.int().positive() }),
});
