import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';
import { menuSimulate } from './simulate/simulate-definition.ts';

const catalogueField = z
  .string()
  .optional()
  .describe('a folder of catalogue files instead of the one that Netberth brings along');
/** What `stats popular --json` printed. */
const popularField = z
  .string()
  .optional()
  .describe('a file of `stats popular --json`: the products that lead their sections');
const switchField = z.stringbool().or(z.boolean()).default(false);
const productField = z.string().optional().describe('only this product, by its id');

const specRowSchema = z.object({
  product: z.string(),
  choice: z.string(),
  arch: z.string(),
  firmware: z.string(),
  tier: z.string(),
  method: z.string(),
  kernel: z.string().nullable(),
  initrd: z.array(z.string()),
  args: z.array(z.string()),
  files: z.array(z.string()),
  netStyle: z.string(),
  requires: z.object({ ramMiB: z.int().nullable(), features: z.array(z.string()) }),
});
export type SpecRow = z.output<typeof specRowSchema>;

export const menuSpecs = {
  name: 'menu.specs',
  summary: 'List what every choice of the menu comes to',
  description:
    'One line a choice, for each architecture and firmware: which kernel, which initrds, which arguments. As JSON, ' +
    'with every URL in full; `files` has everything that is fetched. Needs no server and no network.',
  cli: {
    positionals: [],
    rows: 'specs',
    examples: [
      { line: 'netberth menu specs --product debian', does: 'what Debian comes to' },
      { line: 'netberth menu specs --json > specs.json', does: 'everything, for another program' },
    ],
  },
  input: z.object({ product: productField, catalogue: catalogueField }),
  output: z.object({ specs: z.array(specRowSchema) }),
} as const satisfies LocalDefinition;

export const menuPassword = {
  name: 'menu.password',
  summary: 'Make a password for protected entries of the menu',
  description:
    'Prints a new password and the line for the setting menu.passwords, which holds only its hash. It is for the menu ' +
    'alone: iPXE sends it over HTTP, where whoever listens can read it. Needs no server.',
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth menu password lab', does: 'one that the people of the lab share' }],
  },
  input: z.object({
    name: z
      .string()
      .regex(/^[a-z0-9._-]{1,64}$/, 'is not a name of small letters, digits, . _ -')
      .describe('the name that is typed with it'),
  }),
  output: z.object({ name: z.string(), password: z.string(), setting: z.string() }),
} as const satisfies LocalDefinition;

export const menuCheck = {
  name: 'menu.check',
  summary: 'Check the catalogue and every script of its menus',
  description:
    'Every file fits the schema, everything offered resolves to exactly one boot spec, no file is listed that nothing ' +
    'uses, every script for machines and for the static menu passes the linter, and every way through that menu, gone on ' +
    'simulated machines with BIOS and UEFI, boots what `menu specs` lists. The entries that a site added in the folder ' +
    '`menu` of the data folder are checked too. Names each problem with file and line. Needs no server and no network. ' +
    'Exit 1 when something is wrong. With --online every file is asked for where it lies, without fetching it; what is not ' +
    'there leaves the menu of a running server within seconds, until a later check finds it. Where upstream publishes ' +
    'checksums, the report has them too. The report is menu/online.json ' +
    'in the data folder; a check that was stopped goes on where it was.',
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth menu check', does: 'everything' },
      { line: 'netberth menu check --product debian', does: 'one product, while you write it' },
      { line: 'netberth menu check --data /srv/netberth', does: 'with the entries of that site' },
      { line: 'netberth menu check --online', does: 'and whether every file is there' },
    ],
  },
  input: z.object({
    product: productField,
    catalogue: catalogueField,
    online: switchField.describe('ask for every file where it lies'),
    fresh: switchField.describe('with --online: also for what was there within the last day'),
  }),
  output: z.object({
    ok: z.boolean(),
    products: z.int().nonnegative(),
    specs: z.int().nonnegative(),
    scripts: z.int().nonnegative(),
    ways: z.int().nonnegative(),
    problems: z.array(z.string()),
    online: z
      .object({
        urls: z.int().nonnegative(),
        sizeBytes: z.int().nonnegative(),
        checksums: z.int().nonnegative(),
        report: z.string(),
      })
      .nullable(),
  }),
} as const satisfies LocalDefinition;

export const menuRender = {
  name: 'menu.render',
  summary: 'Write the menu as static scripts',
  description:
    'A folder that any web server or CDN can serve: machines chain to its menu.ipxe, with any iPXE, on BIOS and on ' +
    'UEFI. It asks for no password and has no answer file in it. Files of an earlier menu are replaced; files that ' +
    'are no part of a menu stay. Needs no server and no network.',
  cli: {
    positionals: [],
    short: { output: 'o' },
    examples: [
      { line: 'netberth menu render -o /srv/www/menu', does: 'then: chain http://SERVER/menu/menu.ipxe' },
    ],
  },
  input: z.object({
    output: z.string('is missing: name a folder').describe('the folder to write to; it is made'),
    timeout: z
      .int()
      .nonnegative()
      .default(300)
      .describe('seconds until a machine at the menu boots its own disk; 0: never'),
    popular: popularField,
    catalogue: catalogueField,
  }),
  output: z.object({
    folder: z.string(),
    entry: z.string(),
    files: z.int().nonnegative(),
    sizeBytes: z.int().nonnegative(),
    removed: z.int().nonnegative(),
  }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const menuDefinitions = [menuSpecs, menuCheck, menuRender, menuPassword, menuSimulate] as const;
