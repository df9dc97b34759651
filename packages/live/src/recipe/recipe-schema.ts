import { z } from 'zod';
import { distributionNames } from '../system/distributions.ts';

const absolutePath = z
  .string()
  .max(255)
  .regex(
    /^(\/[A-Za-z0-9_@+=:-][A-Za-z0-9._@+=:-]*)+$/,
    'is no absolute path of letters, digits and . _ @ + = : -',
  );

/** Below the folder of the recipe. */
const recipePath = z
  .string()
  .max(255)
  .regex(
    /^[A-Za-z0-9_@+][A-Za-z0-9._@+-]*(\/[A-Za-z0-9_@+][A-Za-z0-9._@+-]*)*$/,
    'is no file beside the recipe',
  );

const packageName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.+:~_-]*(=[A-Za-z0-9.+:~_-]+)?$/, 'is no name of a package');

const address = z
  .string()
  .regex(/^https?:\/\/[^\s'"$`\\|]+$/, 'is no address that begins with http:// or https://');

const systemSchema = z.strictObject({
  distribution: z.enum(distributionNames),
  release: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'is no name of a release'),
  arch: z.enum(['x86_64', 'arm64']).default('x86_64'),
  /** Without it that of the distribution; `{snapshot}` in it stands for the moment of `snapshot`. */
  mirror: address.optional(),
  security: address.or(z.literal('none')).optional(),
  components: z.array(z.string().regex(/^[a-z][a-z-]*$/, 'is no component')).default(['main']),
  snapshot: z.iso.datetime('is no moment such as "2026-11-01T00:00:00Z"').optional(),
  keyring: absolutePath.optional(),
});

const persistSchema = z
  .strictObject({
    label: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,16}$/, 'is no label of 1 to 16 letters, digits, _ and -')
      .optional(),
    device: absolutePath.optional(),
    create: z.strictObject({ disk: absolutePath }).optional(),
    missing: z.enum(['rescue', 'run']).default('rescue'),
    how: z.enum(['bind', 'link']).default('bind'),
    directories: z.array(absolutePath).default([]),
    identity: z.boolean().default(true),
  })
  .refine(({ label, device }) => (label === undefined) !== (device === undefined), {
    message: 'needs either "label" or "device": how is the partition found?',
  });

const fileSchema = z.strictObject({
  path: absolutePath,
  template: recipePath,
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/, 'is no mode such as "0640"')
    .default('0644'),
  owner: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]*(:[a-z_][a-z0-9_-]*)?$/, 'is no owner such as root:nova')
    .default('root:root'),
});

/** A recipe as people write it; docs/live-images.md describes every field. */
export const recipeSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/,
      'is no name of small letters, digits and -, which is the host name too',
    ),
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/, 'is no version of letters, digits and . _ + -')
    .optional(),
  system: systemSchema,
  kernel: packageName.optional(),
  packages: z.array(packageName).default([]),
  playbook: recipePath.optional(),
  variables: z.record(z.string().regex(/^[A-Za-z_]\w*$/, 'is no name of a variable'), z.json()).default({}),
  live: z.enum(['dracut', 'live-boot']).default('dracut'),
  image: z.enum(['squashfs', 'ext4']).default('squashfs'),
  args: z.string().max(1000).default(''),
  /** It does the tasks of docs/inventory.md: facts, wipe, test, rescue. */
  tasks: z.boolean().default(false),
  persist: persistSchema.optional(),
  machine: z
    .strictObject({
      sshKeys: z.array(z.string().max(4096)).default([]),
      files: z.array(fileSchema).default([]),
    })
    .default({ sshKeys: [], files: [] }),
});
export type Recipe = z.output<typeof recipeSchema>;
export type Persist = z.output<typeof persistSchema>;
export type MachineFile = z.output<typeof fileSchema>;
