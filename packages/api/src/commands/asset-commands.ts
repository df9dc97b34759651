import { z } from 'zod';
import { assetSchema, mirroredFileSchema, runningMirrorSchema } from '../asset.ts';
import { defineCommand } from '../command-definition.ts';

const switchField = z.stringbool().or(z.boolean()).default(false);

export const menuMirror = defineCommand({
  name: 'menu.mirror',
  permission: 'menu:write',
  effect: 'write',
  summary: 'Keep files of the menu on the server, and serve them from there',
  description:
    'Fetches the kernels, initrds and images that the choices of a product boot from, so that machines get them from this server instead of upstream: faster, without the internet, and by HTTP where upstream has only HTTPS. Each question of the product is a flag of its own (--release trixie); what is not said is everything. Where upstream publishes checksums they are compared, and what differs is never kept. A run that was stopped goes on where it was; a later one fetches what has changed upstream. Without a flag it lists what is stored. What is not stored, or is lost, machines fetch from upstream. Static menus name upstream as before. Exit 1 when a file could not be fetched or is damaged.',
  http: { method: 'POST', path: '/menu/mirror' },
  cli: {
    positionals: [],
    otherFlags: 'choice',
    examples: [
      { line: 'netberth menu mirror --product debian --release trixie --arch x86_64', does: 'store these' },
      { line: 'netberth menu mirror', does: 'list what is stored: size, age, state' },
      { line: 'netberth menu mirror --verify', does: 'read every file again and compare its sha256' },
      { line: 'netberth menu mirror --prune', does: 'remove what no choice names any more' },
      { line: 'netberth menu mirror --remove --product debian', does: 'boot it from upstream again' },
    ],
  },
  input: z.object({
    product: z.string().min(1).max(64).optional().describe('the product, by its id in the catalogue'),
    choice: z
      .record(z.string(), z.string().min(1).max(128))
      .default({})
      .describe('only choices with these answers; or each as a flag: --release trixie'),
    version: z.string().min(1).max(128).optional().describe('the same as --release'),
    arch: z.enum(['x86_64', 'i386', 'arm64']).optional().describe('only for this architecture'),
    firmware: z.enum(['bios', 'efi']).optional().describe('only for this firmware'),
    remove: switchField.describe('remove the files of the product instead'),
    verify: switchField.describe('read stored files again and compare; what is damaged is served no more'),
    prune: switchField.describe('remove what no choice of the menu names any more'),
  }),
  output: z.object({
    /** Nothing failed and nothing is damaged. */
    ok: z.boolean(),
    files: z.array(mirroredFileSchema),
    /** Of all that is stored now. */
    storedBytes: z.int().nonnegative(),
  }),
});

export const menuAssets = defineCommand({
  name: 'menu.assets',
  permission: 'menu:read',
  effect: 'read',
  summary: 'List the files of the menu that the server keeps',
  description:
    'What `menu mirror` has stored, and what is being fetched: size, age, state, and which products need it.',
  http: { method: 'GET', path: '/menu/assets' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth menu assets', does: 'the same as netberth menu mirror without a flag' }],
  },
  input: z.object({}),
  output: z.object({
    assets: z.array(assetSchema),
    running: z.array(runningMirrorSchema),
    folder: z.string(),
    storedBytes: z.int().nonnegative(),
    freeBytes: z.int().nonnegative(),
  }),
});
