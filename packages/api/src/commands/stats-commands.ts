import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { pageSchema } from '../page.ts';
import { countedLogSchema, usageGroups, usageSources } from '../usage.ts';

export const statsShow = defineCommand({
  name: 'stats.show',
  permission: 'menu:read',
  effect: 'read',
  summary: 'Count what was booted from the menu, by product, version, day …',
  description:
    'Boots from the menu of this server and from its saved choices, counted within seconds; and those from static menus, as their logs were imported. No addresses are kept.',
  http: { method: 'GET', path: '/stats' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth stats show', does: 'the most popular products of the last 30 days' },
      { line: 'netberth stats show --product debian --by version --days 365', does: 'which Debian?' },
    ],
  },
  input: z.object({
    by: z.enum(usageGroups).default('product').describe('what is counted together'),
    days: z.coerce.number().int().min(1).max(3650).default(30).describe('how many days back'),
    product: z.string().optional().describe('only this one'),
    source: z.enum(usageSources).optional().describe('only imported logs, or only this server'),
  }),
  output: z.object({
    /** The first day that is counted, of UTC. */
    since: z.string(),
    by: z.enum(usageGroups),
    boots: z.int().nonnegative(),
    /** Most boots first; days in their order. At most 1000. */
    rows: z.array(z.object({ name: z.string(), boots: z.int().positive() })),
  }),
});

export const statsPopular = defineCommand({
  name: 'stats.popular',
  permission: 'menu:read',
  effect: 'read',
  summary: 'Rank the products by how often they are booted lately',
  description:
    'A boot counts half as much for every 30 days that it is old. As JSON this is what --popular of `menu render` and `menu publish` takes: the first three of a section lead it there. In the menu of this server they do with the setting menu.popularFirst.',
  http: { method: 'GET', path: '/stats/popular' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth stats popular', does: 'what leads its section' },
      {
        line: 'netberth stats popular --json > popular.json',
        does: 'for menu publish --popular popular.json',
      },
    ],
  },
  input: z.object({}),
  output: z.object({
    /** Most popular first. */
    products: z.array(z.object({ product: z.string(), score: z.number().nonnegative() })),
  }),
});

export const statsLogs = defineCommand({
  name: 'stats.logs',
  permission: 'menu:read',
  effect: 'read',
  summary: 'List the access logs that were counted, and how far',
  description:
    'A log that has grown, was renamed or compressed since is known by the bytes that it begins with.',
  http: { method: 'GET', path: '/stats/logs' },
  cli: {
    positionals: [],
    rows: 'logs',
    examples: [{ line: 'netberth stats logs', does: 'all of them' }],
  },
  input: z.object({
    head: z.string().optional().describe('only those whose first entry has this SHA-256'),
    ...pageSchema.shape,
  }),
  output: z.object({ logs: z.array(countedLogSchema), next: z.int().positive().nullable() }),
});

export const statsAdd = defineCommand({
  name: 'stats.add',
  permission: 'menu:write',
  effect: 'write',
  summary: 'Add counted boots, with how far their log has been read',
  description:
    'For programs: what `stats import` sends, a part of a log at a time. Counts and progress are taken together or not at all; a part that was taken already is refused.',
  http: { method: 'POST', path: '/stats' },
  cli: {
    positionals: ['document'],
    examples: [{ line: 'netberth stats add part.json', does: 'counted by a program of your own' }],
  },
  input: z.object({
    document: z
      .string()
      .max(8 * 1024 * 1024)
      .describe('JSON: {log: {name, head, sha256, bytes, follows}, counts: [{day, product, …, boots}]}'),
  }),
  output: countedLogSchema,
});
