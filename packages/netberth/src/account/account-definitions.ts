import { ownTokenMadeSchema, ownTokenSchema, tokenSchema } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const user = { user: z.string().min(1).max(320).describe('your name, as you sign in to the console') };

export const tokenOwn = {
  name: 'token.own',
  summary: 'Make an API token of your own account',
  description:
    'Signs in at --server with your name and password, makes the token, and signs out. No permission is needed for it: the token may do what you say of what you may, as long as you may, and ends within a year. By it you are yourself, so that `grant approve` takes it as a second person. The password is asked for, or read from standard input. Who signs in by single sign-on makes it in the console.',
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth token own terminal --server https://boot.example:8081 --user ada --permissions machine:read,machine:grant',
        does: 'asks for your password',
      },
      {
        line: 'netberth grant approve 3 --server https://boot.example:8081 --token nb_…',
        does: 'what it is good for',
      },
    ],
  },
  input: z.object({
    ...ownTokenSchema.shape,
    ...user,
  }),
  output: ownTokenMadeSchema.extend({ server: z.string() }),
} as const satisfies LocalDefinition;

export const tokenOwnList = {
  name: 'token.own-list',
  summary: 'List the API tokens of your own account',
  description:
    'Signs in at --server with your name and password, as `token own` does. Not the tokens themselves: only their hashes are stored. The console has the same behind your name.',
  cli: {
    positionals: [],
    rows: 'tokens',
    examples: [
      {
        line: 'netberth token own-list --server https://boot.example:8081 --user ada',
        does: 'what each is for, and when it was used',
      },
    ],
  },
  input: z.object(user),
  output: z.object({ tokens: z.array(tokenSchema) }),
} as const satisfies LocalDefinition;

export const tokenOwnRevoke = {
  name: 'token.own-revoke',
  summary: 'Revoke an API token of your own account',
  description: 'It stops working at the next request. No permission is needed for it.',
  cli: {
    positionals: ['id'],
    examples: [
      {
        line: 'netberth token own-revoke 3 --server https://boot.example:8081 --user ada',
        does: 'a terminal was lost',
      },
    ],
  },
  input: z.object({
    id: z.coerce.number().int().positive().describe('the id in `token own-list`'),
    ...user,
  }),
  output: z.object({ revoked: z.int().positive() }),
} as const satisfies LocalDefinition;
