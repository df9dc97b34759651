import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Verb } from './command-line/verb.ts';
import type { CommandInput } from './command-line/read-input.ts';
import { readLocalFile } from './read-local-file.ts';
import { readDocument } from './read-document.ts';

/** The input with what files of this host hold where a value says `@FILE`, in the fields that take that. */
export async function readFileValues(
  { definition, fields }: Verb,
  input: CommandInput,
): Promise<CommandInput> {
  const read: Record<string, unknown> = { ...input };
  for (const field of definition.cli.fileValues ?? []) {
    const given = input[field];
    if (typeof given === 'string')
      read[field] = given === '-' ? await readLocalFile('-') : await readValue(given);
    else if (typeof given === 'object' && given !== null) read[field] = await readPairs(given);
  }
  for (const { name, kind } of fields) {
    const value = input[name];
    if (kind.type === 'document' && typeof value === 'string')
      read[name] = await readDocument(pathOf(value.slice(1)), definition.input.shape[name]);
  }
  return read;
}

async function readPairs(pairs: object): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(pairs))
    read[name] = typeof value === 'string' ? await readValue(value) : value;
  return read;
}

async function readValue(value: string): Promise<string> {
  return value.startsWith('@') ? await readLocalFile(pathOf(value.slice(1))) : value;
}

/** Shells leave `~` alone within a word. */
function pathOf(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
