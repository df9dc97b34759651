import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const switchField = z.stringbool().or(z.boolean()).default(false);
const placeField = z
  .string('is missing: dir:PATH, s3://BUCKET/PREFIX or swift://CONTAINER/PREFIX')
  .describe('dir:PATH, s3://BUCKET/PREFIX or swift://CONTAINER/PREFIX');
const cloudFields = {
  osCloud: z.string().min(1).optional().describe('for swift: the cloud of clouds.yaml; default: OS_CLOUD'),
  osRegionName: z.string().min(1).optional().describe('for swift: its region'),
};

const differenceSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});

export const menuPublish = {
  name: 'menu.publish',
  summary: 'Publish the menu to a folder, S3 or Swift',
  description:
    'The static menu with iPXE, media, a page for people and checksums goes below a new version; then one object, ' +
    'the pointer of the channel, switches to it. Readers have the old menu or the new one, never a mixture. What the ' +
    'last version has too is not sent again, and a run that was stopped goes on where it was. --rollback switches back. ' +
    'S3 is reached with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL or the profile of ' +
    '~/.aws, Swift with clouds.yaml. Needs no server.',
  cli: {
    positionals: [],
    examples: [
      {
        line: 'netberth menu publish --to dir:/srv/www/menu --url http://boot.example/menu',
        does: 'for a web server',
      },
      {
        line: 'netberth menu publish --to s3://boot-menu --url https://boot.example --dry-run',
        does: 'what would change',
      },
      {
        line: 'netberth menu publish --to swift://boot/menu --channel experimental',
        does: 'another channel beside',
      },
      {
        line: 'netberth menu publish --to s3://boot-menu --channel pr-12 --expire-days 14 --from-git https://git.example/ours/menus.git --ref refs/pull/12/head',
        does: 'a preview of a pull request',
      },
      {
        line: 'netberth menu publish --to dir:/srv/www/menu --rollback',
        does: 'readers have the version before again',
      },
    ],
  },
  input: z.object({
    to: placeField,
    channel: z.string().default('stable').describe('the channel: stable, experimental, pr-12 …'),
    url: z
      .string()
      .optional()
      .describe(
        'the URL at which people reach the place; media and iPXE lead there. Default: what S3 and Swift tell',
      ),
    keep: z.int().min(1).max(100).default(5).describe('how many versions stay'),
    expireDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('after so many days the channel may be removed (channel remove --expired)'),
    rollback: switchField.describe('publish nothing: switch to the version before, or to that of --version'),
    version: z.string().optional().describe('with --rollback: this version'),
    key: z.string().optional().describe('the file of `menu key`: the checksums are signed with it'),
    purge: z
      .string()
      .optional()
      .describe('after the switch: a URL that gets a POST with what has changed, or a command'),
    timeout: z
      .int()
      .nonnegative()
      .default(300)
      .describe('seconds until a machine at the menu boots its own disk; 0: never'),
    popular: z
      .string()
      .optional()
      .describe('a file of `stats popular --json`: the products that lead their sections'),
    catalogue: z
      .string()
      .optional()
      .describe('a folder of catalogue files instead of the one that Netberth brings along'),
    fromGit: z
      .string()
      .optional()
      .describe('build from a commit of this repository (http or https); nothing of it is run'),
    ref: z.string().optional().describe('with --from-git: a branch, a tag, refs/pull/12/head, or a commit'),
    tryUrl: z
      .string()
      .optional()
      .describe('a Netberth server that builds branches: the menu asks it (Utilities, Try a branch)'),
    dryRun: switchField.describe('write nothing, say what would change'),
    ...cloudFields,
  }),
  output: z.object({
    ok: z.boolean(),
    kind: z.enum(['published', 'same', 'rolled-back']),
    dryRun: z.boolean(),
    place: z.string(),
    channel: z.string(),
    version: z.string(),
    before: z.string().nullable(),
    sentFiles: z.int().nonnegative(),
    sentBytes: z.int().nonnegative(),
    copiedFiles: z.int().nonnegative(),
    keptFiles: z.int().nonnegative(),
    difference: differenceSchema,
    removedVersions: z.array(z.string()),
    entry: z.string().nullable(),
    notes: z.array(z.string()),
  }),
} as const satisfies LocalDefinition;

export const menuKey = {
  name: 'menu.key',
  summary: 'Make a key that signs what is published',
  description:
    'Writes a new key and its certificate to one file that only you may read; `menu publish --key FILE` signs the ' +
    'checksums of each version with it (CMS, detached). Never replaces a file. Needs openssl, and no server.',
  cli: {
    positionals: ['file'],
    examples: [
      { line: 'netberth menu key /srv/keys/menu.key', does: 'then: menu publish --key /srv/keys/menu.key' },
    ],
  },
  input: z.object({
    file: z.string().min(1).describe('the file to write'),
    name: z.string().default('Netberth menu').describe('whose key it is, as its certificate says'),
  }),
  output: z.object({ file: z.string(), fingerprint: z.string() }),
} as const satisfies LocalDefinition;

const channelSchema = z.object({
  channel: z.string(),
  version: z.string(),
  switchedAt: z.string(),
  versions: z.array(z.object({ version: z.string(), publishedAt: z.string() })),
  expiresAt: z.string().nullable(),
  source: z.string().nullable(),
  objects: z.int(),
  sizeBytes: z.int(),
});

export const channelList = {
  name: 'channel.list',
  summary: 'List the published channels of a place',
  description:
    'What was published with `menu publish`: each channel, its version, and when it ends. Needs no server.',
  cli: {
    positionals: [],
    rows: 'channels',
    examples: [{ line: 'netberth channel list --to s3://boot-menu', does: 'everything in that bucket' }],
  },
  input: z.object({ to: placeField, ...cloudFields }),
  output: z.object({ channels: z.array(channelSchema) }),
} as const satisfies LocalDefinition;

export const channelRemove = {
  name: 'channel.remove',
  summary: 'Remove a published channel, or those whose time is up',
  description:
    'The pointer goes first: machines that ask from then on boot their own disk. Then all versions go. ' +
    'Needs no server.',
  cli: {
    positionals: ['channel'],
    examples: [
      { line: 'netberth channel remove pr-12 --to s3://boot-menu', does: 'one channel' },
      { line: 'netberth channel remove --expired --to s3://boot-menu', does: 'every night, in a pipeline' },
    ],
  },
  input: z.object({
    channel: z.string().optional().describe('the channel'),
    to: placeField,
    expired: switchField.describe('every channel whose time is up'),
    ...cloudFields,
  }),
  output: z.object({ place: z.string(), removed: z.array(z.string()), objects: z.int().nullable() }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const publishDefinitions = [menuPublish, menuKey, channelList, channelRemove] as const;
