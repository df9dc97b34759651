import { z } from 'zod';

const architecture = z.enum(['x86_64', 'i386', 'arm64']);
const firmware = z.enum(['bios', 'efi']);

/** A product in the list of the menu. */
export const menuEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  section: z.string(),
  tier: z.enum(['stable', 'experimental']),
  architectures: z.array(architecture),
  firmware: z.array(firmware),
  ramMiB: z.int().positive().nullable(),
  /** It can erase data, and asks before. */
  destroys: z.boolean(),
  /** `broken`: files of all that it offers were not found by `menu check --online`. */
  visibility: z.enum(['shown', 'hidden', 'broken']),
  isPinned: z.boolean(),
  /** The file of the site in `<data>/menu` that it comes from; null: it comes with Netberth. */
  ownFile: z.string().nullable(),
});
export type MenuEntry = z.infer<typeof menuEntrySchema>;

/** What one set of answers comes to on one platform. */
export const menuChoiceSchema = z.object({
  /** By the questions of the product. */
  values: z.record(z.string(), z.string()),
  firmware,
  arch: architecture,
  title: z.string(),
  /** What it may destroy; null: nothing. */
  confirm: z.string().nullable(),
  notes: z.array(z.string()),
  method: z.string(),
  kernel: z.string().nullable(),
  initrds: z.array(z.string()),
  args: z.array(z.string()),
  files: z.array(
    z.object({
      url: z.string(),
      /** On this server; null: fetched upstream. */
      localPath: z.string().nullable(),
    }),
  ),
  /** The menu leaves it out: files were not found. */
  isBroken: z.boolean(),
});
export type MenuChoice = z.infer<typeof menuChoiceSchema>;

/** A product with its questions and everything that they come to. */
export const menuProductSchema = menuEntrySchema.extend({
  homepage: z.string(),
  notes: z.string().nullable(),
  questions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      items: z.array(z.object({ id: z.string(), label: z.string() })),
    }),
  ),
  mirrors: z.array(z.string()),
  choices: z.array(menuChoiceSchema),
  /** Why what it offers comes to nothing, where it does not. */
  problems: z.array(z.string()),
});
export type MenuProduct = z.infer<typeof menuProductSchema>;
