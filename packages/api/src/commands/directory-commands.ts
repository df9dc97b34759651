import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';

export const directoryCheck = defineCommand({
  name: 'directory.check',
  permission: 'access:read',
  effect: 'read',
  summary: 'Check that the directory can be asked, and what it says of somebody',
  description:
    'Every server of directory.urls: the connection, its certificate, our account. With --user: the groups, also through other groups, and the roles that these give. Exit 1 when something is wrong.',
  http: { method: 'GET', path: '/directory' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth directory check', does: 'every server' },
      { line: 'netberth directory check --user ada', does: 'what ada would be allowed' },
    ],
  },
  input: z.object({
    user: lineSchema(320).min(1).optional().describe('somebody, as they would sign in'),
  }),
  output: z.object({
    ok: z.boolean(),
    servers: z.array(z.object({ url: z.string(), problem: z.string().nullable() })),
    person: z
      .object({
        name: z.string(),
        dn: z.string().nullable(),
        groups: z.array(z.string()),
        roles: z.array(z.string()),
        problem: z.string().nullable(),
      })
      .nullable(),
  }),
});
