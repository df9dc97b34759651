import { z } from 'zod';
import type { Setting } from './setting.ts';

/** Where files lie that machines get: in the data folder, or in one that several servers share. */
export type FilesPlace = { readonly kind: 'own' } | { readonly kind: 'shared'; readonly folder: string };

const placeSchema = z
  .string('is not a path')
  .refine((text) => !text.includes('\0'), 'is not a path')
  .transform((text): FilesPlace => (text === '' ? { kind: 'own' } : { kind: 'shared', folder: text }));

/** Images, captures, firmware, files of the menu and its own entries, where several servers are to have the same. */
export const filesSettings = {
  'files.place': {
    schema: placeSchema,
    preset: '',
    group: 'Data',
    help: 'where images, firmware and files of the menu lie, for several servers; empty: in the data folder',
    placeholder: 'PLACE',
    wanted: 'a folder that all of them share',
  },
} as const satisfies Readonly<Record<string, Setting>>;
