import { resolve } from 'node:path';
import type { CommandInput } from './read-input.ts';
import type { Verb } from './verb.ts';

/** Fields that name files of this host: the server has another working folder. */
const pathFields: Readonly<Record<string, readonly string[]>> = {
  'firmware.install': ['from', 'fromDeb'],
};

/** The input with every path of this host made absolute. */
export function withWholePaths({ definition }: Verb, input: CommandInput): CommandInput {
  const fields = pathFields[definition.name] ?? [];
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, fields.includes(name) ? wholePath(value) : value]),
  );
}

function wholePath(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wholePath);
  return typeof value === 'string' ? resolve(value) : value;
}
