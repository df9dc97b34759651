import { z } from 'zod';
import type { Setting } from './setting.ts';

const textSchema = z
  .string('is not a text')
  .trim()
  .refine((text) => !text.includes('\0'), 'is not a text');
const group = 'Data';

/** Where the keys come from that secrets in the database are sealed with. */
export const secretsSettings = {
  'secrets.keyFile': {
    schema: textSchema,
    preset: '',
    group,
    help: 'the file with the key of the secrets in the database, best outside of the data folder; empty: keys/secrets.key in the data folder',
    placeholder: 'FILE',
    wanted: 'a file; without one it is made',
  },
  'secrets.keyCommand': {
    schema: textSchema,
    preset: '',
    group,
    help: 'a command of the shell that prints the key instead, from a vault or a keyring',
    placeholder: 'COMMAND',
    wanted: 'a command like pass show netberth',
  },
} as const satisfies Readonly<Record<string, Setting>>;
