import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';

const file = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9_-]*\.(?:yaml|ipxe)$/, 'is no name such as our-linux.yaml or wipe.ipxe')
  .describe('NAME.yaml, a product as those of the catalogue; or NAME.ipxe, an iPXE script');
const entrySchema = z.object({ file: z.string(), text: z.string() });

export const menuEntryShow = defineCommand({
  name: 'menu.entry.show',
  permission: 'profile:read',
  effect: 'read',
  summary: 'Show an entry of the menu that is of this site',
  description:
    'To start from when you change it: the text of a file in the folder menu of the data folder, as it is now.',
  http: { method: 'GET', path: '/menu/entries/{file}' },
  cli: {
    positionals: ['file'],
    examples: [
      { line: 'netberth menu entry show wipe.ipxe', does: 'its text; --json keeps it to the letter' },
    ],
  },
  input: z.object({ file }),
  output: entrySchema,
});

export const menuEntrySet = defineCommand({
  name: 'menu.entry.set',
  permission: 'menu:write',
  effect: 'write',
  summary: 'Add an entry of your own to the menu, or change it',
  description:
    'It is checked first, together with the whole menu; with a mistake nothing is changed, and what is wrong is named with its line. One with the id of a product, such as debian.yaml, takes its place. It stands in the menu a second later.',
  http: { method: 'PUT', path: '/menu/entries/{file}' },
  cli: {
    positionals: ['file', 'document'],
    examples: [
      { line: 'netberth menu entry set wipe.ipxe ./wipe.ipxe', does: 'a script' },
      { line: 'netberth menu entry set our-linux.yaml ./our-linux.yaml', does: 'a product' },
    ],
  },
  input: z.object({
    file,
    document: z
      .string()
      .max(64 * 1024)
      .describe('the text of the entry'),
  }),
  output: entrySchema,
});

export const menuEntryRemove = defineCommand({
  name: 'menu.entry.remove',
  permission: 'menu:write',
  effect: 'write',
  summary: 'Take an entry of your own out of the menu',
  description:
    'A product of the catalogue that it stood in place of is there again. The audit log keeps its text.',
  http: { method: 'DELETE', path: '/menu/entries/{file}' },
  cli: {
    positionals: ['file'],
    examples: [{ line: 'netberth menu entry remove wipe.ipxe', does: 'at once' }],
  },
  input: z.object({ file }),
  output: z.object({ removed: z.string() }),
});
