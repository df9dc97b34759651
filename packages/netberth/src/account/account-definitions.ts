import { ownTokenMadeSchema, ownTokenSchema } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

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
    user: z.string().min(1).max(320).describe('your name, as you sign in to the console'),
  }),
  output: ownTokenMadeSchema,
} as const satisfies LocalDefinition;
