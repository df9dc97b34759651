import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from './command-line/read-input.ts';
import { readLocalFile } from './local-file.ts';

/** The input with the text of a file of this host where a value says `@FILE`, in the fields that take that. */
export async function readFileValues({ cli }: CommandDefinition, input: CommandInput): Promise<CommandInput> {
  const read: Record<string, unknown> = { ...input };
  for (const field of cli.fileValues ?? []) {
    const pairs = input[field];
    if (typeof pairs === 'object' && pairs !== null) read[field] = await readPairs(pairs);
  }
  return read;
}

async function readPairs(pairs: object): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(pairs)) {
    const isFile = typeof value === 'string' && value.startsWith('@');
    read[name] = isFile ? await readLocalFile(value.slice(1)) : value;
  }
  return read;
}
