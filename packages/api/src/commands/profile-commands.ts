import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { pageSchema } from '../page.ts';
import {
  previewedFileSchema,
  profileNameSchema,
  profilePreviewSchema,
  profileSchema,
  proofSchema,
} from '../profile.ts';

const profile = z.string().min(1).max(64).describe('the name of the profile');

export const profileList = defineCommand({
  name: 'profile.list',
  permission: 'profile:read',
  effect: 'read',
  summary: 'List the profiles that can be granted',
  description: 'Imported images and saved choices; `destructive` ones boot only under a grant.',
  http: { method: 'GET', path: '/profiles' },
  cli: {
    positionals: [],
    rows: 'profiles',
    examples: [{ line: 'netberth profile list', does: 'what there is' }],
  },
  input: z.object({ ...pageSchema.shape }),
  output: z.object({ profiles: z.array(profileSchema), next: z.int().positive().nullable() }),
});

export const profileShow = defineCommand({
  name: 'profile.show',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Show a profile: its files, boot spec and warnings',
  description:
    'Sizes and sha256 of every file, how it boots, and what the import warned about. With --machine also the answer files that this machine would get, its secrets masked; `profile reveal` shows these too.',
  http: { method: 'GET', path: '/profiles/{profile}' },
  cli: {
    positionals: ['profile'],
    examples: [
      { line: 'netberth profile show image1', does: 'all about it' },
      {
        line: 'netberth profile show web --machine 7',
        does: 'also its answer files, as machine 7 would get them',
      },
    ],
  },
  input: z.object({
    profile,
    machine: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('a machine (id, host name, MAC): show the answer files that it would get'),
  }),
  output: profileSchema.extend({ preview: profilePreviewSchema.optional() }),
});

export const profileReveal = defineCommand({
  name: 'profile.reveal',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Show the answer files of a machine with their secrets',
  description:
    'What `profile show PROFILE --machine ID` shows, with password hashes as the machine would get them. Who looked at which is kept in the audit log.',
  http: { method: 'POST', path: '/profiles/{profile}/reveal' },
  cli: {
    positionals: ['profile'],
    examples: [{ line: 'netberth profile reveal web --machine 7', does: 'as machine 7 would get them' }],
  },
  input: z.object({
    profile,
    machine: z.string().min(1).max(128).describe('the machine: its id, host name or a MAC'),
  }),
  output: profilePreviewSchema,
});

const templateKind = z.string().min(1).max(32);

export const profileTemplateList = defineCommand({
  name: 'profile.template.list',
  permission: 'profile:read',
  effect: 'read',
  summary: 'List the answer files that come with Netberth',
  description:
    'One for each installer, with the settings that fill it in. `profile create NAME --product PRODUCT --answers default` takes the one of the product.',
  http: { method: 'GET', path: '/answer-templates' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth profile template list', does: 'what there is' }],
  },
  input: z.object({}),
  output: z.object({
    templates: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        /** Ids of the products that take it. */
        products: z.array(z.string()),
        settings: z.array(
          z.object({
            name: z.string(),
            title: z.string(),
            example: z.string(),
            preset: z.string().nullable(),
            isRequired: z.boolean(),
          }),
        ),
      }),
    ),
  }),
});

export const profileTemplateShow = defineCommand({
  name: 'profile.template.show',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Print an answer file that comes with Netberth',
  description:
    'The template as it is (docs/templates.md says what may stand in it). Save it, change it, and give it as --input NAME=@FILE; settings are set as before.',
  http: { method: 'GET', path: '/answer-templates/{kind}' },
  cli: {
    positionals: ['kind'],
    examples: [{ line: 'netberth profile template show preseed > web.cfg', does: 'to start from' }],
  },
  input: z.object({
    kind: templateKind.describe('which: `profile template list` names them'),
    file: z.string().max(64).optional().describe('another file of it than the first'),
  }),
  output: z.object({ kind: z.string(), files: z.array(previewedFileSchema) }),
});

const answerTextSchema = z.string().max(256 * 1024);

export const profileCreate = defineCommand({
  name: 'profile.create',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Make a profile of a choice in the catalogue',
  description:
    'What a person would choose in the menu, saved under a name, to be granted to machines. Each question of the product is a flag of its own (--release trixie; `menu specs --product ID` lists them); what is not said is the first that the menu offers. --input NAME=VALUE gives what the product takes beside; of an answer file (preseed, kickstart, autoinstall …) --input NAME=@FILE gives the file itself, a template that is rendered for each machine (docs/templates.md). --answers default takes the one that comes with Netberth, and --set NAME=VALUE fills it in (`profile template list` says what there is). The network of the machine is handed on as from the menu. What can erase data, and whatever has an answer file, boots only under a grant.',
  http: { method: 'POST', path: '/profiles' },
  cli: {
    positionals: ['name'],
    otherFlags: 'choice',
    fileValues: ['input', 'set'],
    examples: [
      {
        line: 'netberth profile create web --product debian --answers default --set user=ops --set ssh-keys=@~/.ssh/id_ed25519.pub --set packages=nginx',
        does: 'an unattended installation on the only disk of a machine',
      },
      {
        line: 'netberth profile create web --product debian --release trixie --input preseed=@web.cfg',
        does: 'by an answer file of your own',
      },
      {
        line: 'netberth profile create web --disc ubuntu-24.04 --answers default --set user=ops --set ssh-keys=@~/.ssh/id_ed25519.pub',
        does: 'an unattended installation from an imported ISO',
      },
      {
        line: 'netberth profile create rescue --product debian --mode rescue --mirror http://mirror.example/debian',
        does: 'from a mirror of your own; it erases nothing, so it needs no grant',
      },
    ],
  },
  input: z.object({
    name: profileNameSchema.describe('its name'),
    product: z.string().min(1).max(64).optional().describe('the product, by its id in the catalogue'),
    disc: profileNameSchema
      .optional()
      .describe('in place of a product: the profile of an ISO that was imported, whose files it boots from'),
    choice: z
      .record(z.string(), z.string().min(1).max(128))
      .default({})
      .describe('answers to the questions of the product; or each as a flag: --release trixie'),
    input: z
      .record(z.string(), answerTextSchema)
      .default({})
      .describe('what the product takes beside: a value, or @FILE for the text of an answer file'),
    answers: z
      .enum(['default'])
      .optional()
      .describe('the answer file that comes with Netberth for this product'),
    set: z
      .record(z.string(), z.string().max(64 * 1024))
      .default({})
      .describe('what the answer file is filled in with: a value, or @FILE for the text of a file'),
    mirror: z
      .string()
      .max(1024)
      .optional()
      .describe('the URL of a mirror; default: the first of the product'),
    arch: z
      .enum(['x86_64', 'i386', 'arm64'])
      .optional()
      .describe('the architecture, where it is not the one of the machine'),
    args: z.string().max(4096).default('').describe('more kernel arguments, a template'),
    retryAfterStart: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('serve it again when a machine comes back after the install has started'),
    proof: proofSchema
      .default('none')
      .describe('key: only for machines that show the key of their boot medium'),
    replace: z.stringbool().or(z.boolean()).default(false).describe('a profile of this name is replaced'),
  }),
  output: profileSchema,
});

export const profileCheck = defineCommand({
  name: 'profile.check',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Render a profile for every machine it touches and lint the scripts',
  description:
    'Before many machines get it. Also reads every file again and compares its sha256. Exit 1 when anything is wrong.',
  http: { method: 'POST', path: '/profiles/{profile}/check' },
  cli: {
    positionals: ['profile'],
    examples: [{ line: 'netberth profile check image1', does: 'before a roll-out' }],
  },
  input: z.object({ profile }),
  output: z.object({ ok: z.boolean(), machines: z.int().nonnegative(), problems: z.array(z.string()) }),
});

export const profileRemove = defineCommand({
  name: 'profile.remove',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Remove a profile and its files',
  description:
    'Its space is free again. Refused while a live grant or a resting machine needs it: `machine revoke`, or `machine set --resting`, first.',
  http: { method: 'DELETE', path: '/profiles/{profile}' },
  cli: { positionals: ['profile'], examples: [{ line: 'netberth profile remove image1', does: 'gone' }] },
  input: z.object({ profile }),
  output: z.object({ removed: z.string() }),
});
