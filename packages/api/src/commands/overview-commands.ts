import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { chartBucketSchema, overviewSchema } from '../overview.ts';

export const overviewShow = defineCommand({
  name: 'overview.show',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show what is going on: machines by state, boots under way, failures',
  description:
    'What the first page of the console shows, at a glance. `GET /api/v1/overview/stream` sends the same as server-sent events whenever it changes.',
  http: { method: 'GET', path: '/overview' },
  cli: { positionals: [], examples: [{ line: 'netberth overview show', does: 'at a glance' }] },
  input: z.object({}),
  output: overviewSchema,
});

export const overviewChart = defineCommand({
  name: 'overview.chart',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Count boots and bytes over time',
  description:
    'In 96 steps. It looks at the newest 50,000 boots: in a storm it may not reach back all the hours.',
  http: { method: 'GET', path: '/overview/chart' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth overview chart --hours 4', does: 'this morning' }],
  },
  input: z.object({
    hours: z.coerce.number().int().min(1).max(720).default(24).describe('how many hours back'),
  }),
  output: z.object({ stepMinutes: z.number(), buckets: z.array(chartBucketSchema) }),
});
