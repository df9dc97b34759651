import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { machineReferenceSchema } from '../machine.ts';
import { menuEntrySchema, menuProductSchema } from '../menu.ts';

export const menuList = defineCommand({
  name: 'menu.list',
  permission: 'profile:read',
  effect: 'read',
  summary: 'List what the menu of the server has',
  description:
    'Every product, also what is hidden by a setting or left out because files were not found; and what is wrong with the entries of this site in the folder menu of the data folder.',
  http: { method: 'GET', path: '/menu' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth menu list', does: 'what a person could choose' }],
  },
  input: z.object({}),
  output: z.object({
    sections: z.array(z.object({ id: z.string(), name: z.string() })),
    products: z.array(menuEntrySchema),
    /** With file and line. */
    problems: z.array(z.string()),
    /** What no answer means: `disk` or the name of a profile. */
    defaultEntry: z.string(),
    /** null: it waits for ever. */
    timeoutSeconds: z.number().nullable(),
  }),
});

export const menuShow = defineCommand({
  name: 'menu.show',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Show what a product of the menu offers, and what each choice boots',
  description:
    'As the server has it, with the entries of this site: kernel, initrds, arguments and files of each choice, for each firmware and architecture, and which files lie on the server. `menu specs` does the same without a server.',
  http: { method: 'GET', path: '/menu/products/{product}' },
  cli: {
    positionals: ['product'],
    examples: [{ line: 'netberth menu show debian', does: 'everything that Debian can be booted as' }],
  },
  input: z.object({ product: z.string().min(1).max(64).describe('its id: `menu list` names them') }),
  output: menuProductSchema,
});

export const menuPreview = defineCommand({
  name: 'menu.preview',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show the script that a machine would get from an address of the boot plane',
  description:
    'The same decision and the same script as for a boot, marked PREVIEW, and nothing is recorded: no machine, no boot, no event, and grants stay as they are. With --machine it is that machine who asks, whatever the address says of itself; without it whoever the address says, or somebody new. The console lets a real iPXE walk through it.',
  http: { method: 'GET', path: '/menu/preview' },
  cli: {
    positionals: ['address'],
    examples: [
      { line: 'netberth menu preview /menu.ipxe', does: 'the first page of the menu' },
      { line: 'netberth menu preview /bootstrap --machine 7', does: 'what machine 7 would get' },
      {
        line: 'netberth menu preview /menu/p/debian --machine 7',
        does: 'what a person there would be asked',
      },
    ],
  },
  input: z.object({
    address: z
      .string()
      .max(4096)
      .regex(/^\//, 'does not begin with /')
      .describe('path and query, as a machine asks for them: /bootstrap?net0=52-54-00-12-34-56'),
    machine: machineReferenceSchema
      .optional()
      .describe('the machine that asks: its id, one of its MACs, or its host name'),
  }),
  output: z.object({
    /** null: no script of the server; a machine would get a file, or nothing. */
    script: z.string().nullable(),
    /** null where nothing is decided: pages of the menu. */
    decision: z.enum(['disk', 'wait', 'queue', 'menu', 'choice', 'profile']).nullable(),
    reasonCode: z.string().nullable(),
    reason: z.string().nullable(),
  }),
});
