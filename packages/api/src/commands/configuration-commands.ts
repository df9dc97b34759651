import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { appliedSchema, configurationSchema, planLimitsSchema, planSchema } from '../configuration.ts';
import { reasonField } from './grant-order.ts';

const wanted = {
  configuration: configurationSchema.describe('what the folder says'),
  prune: z
    .boolean()
    .default(false)
    .describe('also remove what it does not name, of the kinds that it describes'),
  limits: planLimitsSchema.default({}).describe('limits beside its own; of two the smaller counts'),
};

export const configurationPlan = defineCommand({
  name: 'configuration.plan',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Say what applying a configuration would change',
  description:
    'Compares the server with what a folder describes; `netberth plan FOLDER` reads the folder and asks this. Also needs the permissions to read what the folder describes: profiles, settings, roles.',
  http: { method: 'POST', path: '/configuration/plan' },
  cli: {
    positionals: [],
    behind: 'plan',
    examples: [{ line: 'netberth plan ./site', does: 'what would change' }],
  },
  input: z.object(wanted),
  output: planSchema,
});

export const configurationApply = defineCommand({
  name: 'configuration.apply',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Change the server to what a configuration says',
  description:
    'Runs the commands that the plan comes to, each with its own permission, rules and audit record, in one transaction. With `approved` exactly these changes are made; when another one would be needed, nothing is. More than `atMost` changes take several requests: `remaining` says how many are left, and asking again goes on.',
  http: { method: 'POST', path: '/configuration/apply' },
  cli: {
    positionals: [],
    behind: 'apply',
    examples: [{ line: 'netberth apply ./site', does: 'makes it so' }],
  },
  input: z.object({
    ...wanted,
    approved: z
      .array(z.string().max(64))
      .max(500_000)
      .optional()
      .describe('the ids of the changes that were planned; without: whatever there is to change'),
    atMost: z.coerce.number().int().min(1).max(1000).default(500).describe('changes in one transaction'),
    reason: reasonField,
  }),
  output: z.object({
    /** Ids of the changes that were made now. */
    applied: z.array(z.string()),
    remaining: z.int().nonnegative(),
    /** Grants that wait for a second person: their proposals. */
    proposals: z.array(z.int().positive()),
  }),
});

export const configurationExport = defineCommand({
  name: 'configuration.export',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Describe the server as a configuration',
  description:
    'What `netberth export FOLDER` writes. Kinds that you may not read are left out. Secrets are never shown: they stand as unchanged.',
  http: { method: 'GET', path: '/configuration' },
  cli: {
    positionals: [],
    behind: 'export',
    examples: [{ line: 'netberth export ./site', does: 'a folder to start from' }],
  },
  input: z.object({}),
  output: z.object({
    configuration: configurationSchema,
    /** What a configuration cannot describe: images, accounts. */
    notes: z.array(z.string()),
  }),
});

export const configurationApplied = defineCommand({
  name: 'configuration.applied',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Say what configuration was applied last, and what people have changed since',
  description:
    'What folders describe, by kind, with the last applies; and what of it somebody has changed since by hand, among the newest 2,000 changes of the audit log. Kinds that you may not read are left out, and who did it is told to those who may read the audit log. What differs in the end: `plan FOLDER`.',
  http: { method: 'GET', path: '/configuration/applied' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth configuration applied', does: 'what has drifted, and who did it' }],
  },
  input: z.object({}),
  output: appliedSchema,
});
