import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { machineReferenceSchema } from '../machine.ts';

const profile = z.string().min(1).max(64).describe('the name of the profile');
const file = z
  .string()
  .min(1)
  .max(512)
  .describe('the template, by its path: `profile texts PROFILE` lists them');
const text = z
  .string()
  .max(256 * 1024)
  .describe('the whole text: @FILE is that of a file, - standard input');

export const profileTextsSchema = z.object({
  profile: z.string(),
  /** Why its templates cannot be changed here; null: they can. */
  whyFixed: z.string().nullable(),
  templates: z.array(z.object({ file: z.string(), text: z.string() })),
  /** Names below `settings` that are set. */
  settings: z.array(z.string()),
  /** Send it as If-Match with a change. */
  revision: z.string(),
});
export type ProfileTexts = z.infer<typeof profileTextsSchema>;

export const profileTexts = defineCommand({
  name: 'profile.texts',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Show the templates of a profile as they are written',
  description:
    'Answer files, the post-install script and boot scripts, before they are filled in. `profile show PROFILE --machine ID` shows what one machine would get of them.',
  http: { method: 'GET', path: '/profiles/{profile}/texts' },
  cli: {
    positionals: ['profile'],
    examples: [{ line: 'netberth profile texts web', does: 'all of them' }],
  },
  input: z.object({ profile }),
  output: profileTextsSchema,
});

export const profileEdit = defineCommand({
  name: 'profile.edit',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Change a template of a profile',
  description:
    'For profiles that `profile create` has made; of an imported image the files are as they came: change it and import it again. Refused when it is no template, or cannot be rendered for a machine that the profile is granted to. It counts for every file that is fetched from then on.',
  http: { method: 'PUT', path: '/profiles/{profile}/texts' },
  cli: {
    positionals: ['profile', 'file'],
    fileValues: ['text'],
    examples: [
      {
        line: 'netberth profile edit web preseed.cfg --text @web.cfg',
        does: 'it is what your file says from now on',
      },
    ],
  },
  input: z.object({ profile, file, text }),
  output: profileTextsSchema,
});

export const profileTry = defineCommand({
  name: 'profile.try',
  permission: 'profile:write',
  effect: 'read',
  summary: 'Fill in a template for a machine without saving it',
  description: 'What the machine would get if this were the text; secrets are masked.',
  http: { method: 'POST', path: '/profiles/{profile}/try' },
  cli: {
    positionals: ['profile', 'file', 'machine'],
    fileValues: ['text'],
    examples: [
      {
        line: 'netberth profile try web preseed.cfg 7 --text @web.cfg',
        does: 'for machine 7, before it is saved',
      },
    ],
  },
  input: z.object({
    profile,
    file,
    machine: machineReferenceSchema.describe("the machine's id, one of its MACs, or its host name"),
    text,
  }),
  output: z.object({
    /** As the machine would get it; null where it cannot be made. */
    text: z.string().nullable(),
    problem: z.string().nullable(),
    /** Of the template, from 1, where it is known. */
    line: z.int().positive().nullable(),
  }),
});
