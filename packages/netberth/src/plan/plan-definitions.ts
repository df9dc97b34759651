import { planSchema } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';
import { passwordFields } from '../vault/vault-definitions.ts';

const folder = z
  .string('is missing: the folder that describes machines, profiles and so on')
  .describe('the folder: docs/configuration-as-code.md says what may stand in it');
const switchField = z.stringbool().or(z.boolean()).default(false);
const most = z.int().nonnegative().optional();
const limitFields = {
  maxGrants: most.describe(
    'stop where more machines would be granted; of this and the folder the smaller counts',
  ),
  maxRemovals: most.describe('stop where more would be removed'),
  maxMachines: most.describe('stop where more machines would notice it'),
  maxProtected: most.describe('stop where more protected machines would notice it'),
};

const placedProblem = z.object({
  /** `machines.yaml:3:5`; null: it stands nowhere in the folder. */
  place: z.string().nullable(),
  message: z.string(),
});

export const plan = {
  name: 'plan',
  summary: 'Say what a folder of configuration would change on the server',
  description:
    'Compares the server with the folder: what would be added, changed and granted, how many machines that touches, ' +
    'what was changed by hand since the last apply (drift), and what the rules of the server refuse. Nothing is changed. ' +
    'What the folder does not name stays, unless --prune says to remove it. Values from vaults are never shown. ' +
    'Exit 1 when it could not be applied.',
  cli: {
    positionals: ['folder'],
    examples: [
      { line: 'netberth plan ./site', does: 'what would change' },
      {
        line: 'netberth plan ./site --out plan.json --comment plan.md --exit-code',
        does: 'for a pipeline: to apply exactly this later, and as a comment of a merge request',
      },
      { line: 'netberth plan ./site --max-grants 0', does: 'and stop if anything would be granted' },
      { line: 'netberth plan ./site --check', does: 'is the folder right? without a server' },
    ],
  },
  input: z.object({
    folder,
    prune: switchField.describe('also remove what the folder does not name, of the kinds that it describes'),
    check: switchField.describe('only read the folder and its menu entries; no server is asked'),
    out: z.string().optional().describe('write the plan to this file, for `apply --plan`'),
    comment: z.string().optional().describe('write it to this file as Markdown, for a merge request'),
    markdown: switchField.describe('print it as Markdown'),
    title: z.string().max(100).default('').describe('what the comment is about: the data centre'),
    exitCode: switchField.describe('exit 10 when there are changes'),
    ...limitFields,
    ...passwordFields,
  }),
  output: planSchema.extend({
    ok: z.boolean(),
    folder: z.string(),
    exitCode: z.int(),
    /** Only the folder was read. */
    isChecked: z.boolean(),
    placed: z.array(placedProblem),
    markdown: z.string(),
  }),
} as const satisfies LocalDefinition;

export const apply = {
  name: 'apply',
  summary: 'Change the server to what a folder of configuration says',
  description:
    'With --plan exactly what that plan says, or nothing: if the server or the folder has changed since, make a new plan. ' +
    'Each change runs as the command of the same meaning, with its permission, its rules and its record in the audit log; ' +
    'up to 500 changes are one transaction, more are parts, and running it again goes on. Grants are given only where the folder ' +
    'names them, each once to each machine.',
  cli: {
    positionals: ['folder'],
    examples: [
      { line: 'netberth apply ./site --plan plan.json', does: 'what was reviewed, and nothing else' },
      { line: 'netberth apply ./site --reason "ticket 71"', does: 'plan and apply at once' },
    ],
  },
  input: z.object({
    folder,
    plan: z.string().optional().describe('the file that `plan --out` has written'),
    prune: switchField.describe('also remove what the folder does not name; with --plan the plan says it'),
    reason: z.string().max(500).optional().describe('why, for the audit log'),
    ...limitFields,
    ...passwordFields,
  }),
  output: z.object({
    applied: z.int().nonnegative(),
    planned: z.int().nonnegative(),
    machines: z.int().nonnegative(),
    proposals: z.array(z.int()),
    plan: z.string(),
  }),
} as const satisfies LocalDefinition;

export const exportFolder = {
  name: 'export',
  summary: 'Write what the server has: as a folder of configuration, for Ansible, for Salt',
  description:
    'To start from: `plan` of that folder finds nothing to do. Secrets are not written; they stand as !unchanged. ' +
    'The folder must be new or empty. With --ansible-inventory or --salt-roster the machines are printed instead, as these ' +
    'tools read them: in groups by label, state and profile. docs/imports.md has the script that makes it a dynamic inventory.',
  cli: {
    positionals: ['folder'],
    examples: [
      { line: 'netberth export ./site', does: 'then: git init, and netberth plan ./site' },
      { line: 'netberth export --ansible-inventory > hosts.yaml', does: 'for ansible -i hosts.yaml' },
      { line: 'netberth export --salt-roster > roster', does: 'for salt-ssh --roster-file roster' },
    ],
  },
  input: z.object({
    folder: z.string().optional().describe('the folder; it must be new or empty'),
    ansibleInventory: switchField.describe('print an inventory of Ansible'),
    saltRoster: switchField.describe('print a roster of salt-ssh'),
    list: switchField.describe('with --ansible-inventory: as an inventory script answers to --list'),
    host: z
      .string()
      .optional()
      .describe('with --ansible-inventory: as an inventory script answers to --host'),
    format: z.enum(['yaml', 'json']).default('yaml').describe('of an inventory or a roster'),
  }),
  output: z.object({
    /** null: nothing was written, `text` is it. */
    folder: z.string().nullable(),
    files: z.array(z.string()),
    notes: z.array(z.string()),
    text: z.string().nullable(),
  }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const planDefinitions = [plan, apply, exportFolder] as const;
