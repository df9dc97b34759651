import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { eventSchema } from '../event.ts';
import { pageSchema } from '../page.ts';

export const eventList = defineCommand({
  name: 'event.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List what a person should know',
  description:
    'Alerts and notes of all machines: conflicts of identity, refused boots, broken templates. Oldest first.',
  narrows: true,
  http: { method: 'GET', path: '/events' },
  cli: {
    positionals: [],
    rows: 'events',
    examples: [{ line: 'netberth event list --severity alert', does: 'what wants somebody to look' }],
  },
  input: z.object({
    severity: z.enum(['note', 'alert']).optional().describe('only these'),
    ...pageSchema.shape,
  }),
  output: z.object({ events: z.array(eventSchema), next: z.int().positive().nullable() }),
});
