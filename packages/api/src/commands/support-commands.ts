import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';

const text = z.string();

/** What somebody who helps needs to know of a server; no secrets, no scripts, no metadata, nothing of answer files. */
export const supportBundleSchema = z.object({
  madeAt: z.iso.datetime(),
  server: z.object({
    node: text,
    system: text,
    processors: z.int(),
    memoryMiB: z.int(),
    usedMiB: z.int(),
    upSeconds: z.int(),
    dataFreeMiB: z.int(),
  }),
  database: text.describe('sqlite, postgres, mysql'),
  /** Settings that are not the default, by name; secrets as `[secret]`. */
  settings: z.record(text, z.object({ source: text, value: text })),
  machines: z.record(text, z.int()).describe('how many, by state'),
  profiles: z.array(z.object({ name: text, version: z.int(), destructive: z.boolean(), method: text })),
  problems: z.array(text).describe('what is wrong with the menu and the keys'),
  events: z.array(z.object({ at: text, severity: text, kind: text, message: text })),
  boots: z.array(
    z.object({
      number: z.int(),
      at: text,
      machine: z.int().nullable(),
      decision: text,
      profile: text.nullable(),
      code: text,
      started: z.boolean(),
      finished: z.boolean(),
    }),
  ),
  log: z.array(text).describe('the last lines of the log'),
  metrics: z.array(text),
});
export type SupportBundle = z.infer<typeof supportBundleSchema>;

export const supportBundle = defineCommand({
  name: 'support.bundle',
  permission: 'settings:read',
  effect: 'read',
  summary: 'Collect what somebody who helps you needs to know',
  description:
    'Version, settings, counts, the newest events and boots, the last lines of the log, metrics. Secrets are left out: passwords, tokens, keys, boot ids, scripts, answer files, metadata. Names, addresses and MACs are in it: look through it before you send it.',
  http: { method: 'GET', path: '/support' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth support bundle > bundle.json', does: 'a file to look through and to send' }],
  },
  input: z.object({}),
  output: supportBundleSchema,
});
