import { readFields } from '@netberth/slips/fields';
import { takesReasonApart, type CommandField } from './command-field.ts';
import { flagName } from './flag-name.ts';
import type { VerbDefinition } from './local-definition.ts';
import { parseLooseJson, parsePairs } from './parse-pairs.ts';

/** What stood on the command line for each field: a switch, or every text given for it in order. */
export type GivenValues = ReadonlyMap<string, boolean | readonly string[]>;

export type CommandInput = Readonly<Record<string, unknown>>;

export type ReadInput =
  | { readonly ok: true; readonly input: CommandInput }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * The input of a command as the API takes it. `later` names fields that are filled in after this (a file that
 * is still to be read); they are not checked here, and neither are documents.
 */
export function readInput(
  definition: VerbDefinition,
  fields: readonly CommandField[],
  given: GivenValues,
  later: readonly string[],
): ReadInput {
  const input: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const field of fields) {
    const value = given.get(field.name);
    if (value === undefined) continue;
    const read = readValue(field, value);
    if (read.ok) input[field.name] = read.value;
    else problems.push(`${spelling(definition, field.name)}: ${read.problem}`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const documents = fields.filter(({ name, kind }) => kind.type === 'document' && input[name] !== null);
  return checkInput(definition, input, [...later, ...documents.map(({ name }) => name)]);
}

type ReadValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

function readValue(field: CommandField, given: boolean | readonly string[]): ReadValue {
  if (typeof given === 'boolean') return { ok: true, value: given };
  const last = given.at(-1) ?? '';
  switch (field.kind.type) {
    case 'switch':
    case 'text':
      return { ok: true, value: last };
    case 'number':
      return /^-?\d+$/.test(last)
        ? { ok: true, value: Number(last) }
        : { ok: false, problem: `"${last}" is not a whole number` };
    case 'list':
      return { ok: true, value: given.flatMap(splitList) };
    case 'pairs':
      return readPairs(given, field.kind.values);
    case 'document':
      if (last === 'none') return { ok: true, value: null };
      return /^@./.test(last)
        ? { ok: true, value: last }
        : { ok: false, problem: `"${last}" is not @FILE, and not none; for a file write @${last}` };
  }
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function readPairs(given: readonly string[], values: 'text' | 'json'): ReadValue {
  const record: Record<string, unknown> = Object.create(null);
  for (const text of given) {
    const parsed = parsePairs(text);
    if (!parsed.ok) return parsed;
    for (const [name, value] of parsed.pairs)
      record[name] = values === 'json' ? parseLooseJson(value) : value;
  }
  return { ok: true, value: { ...record } };
}

function checkInput(definition: VerbDefinition, input: CommandInput, later: readonly string[]): ReadInput {
  const read = readFields(definition.input, input);
  const unchecked = takesReasonApart(definition) ? [...later, 'reason'] : later;
  const problems = read.ok ? [] : read.problems.filter(({ path }) => !unchecked.includes(String(path[0])));
  if (problems.length === 0) return { ok: true, input };
  return { ok: false, problems: problems.map(({ path, message }) => fieldLine(definition, path, message)) };
}

/** What is inside a flag, behind it: `--metadata (role): 7 is …`, unless the message names it: of a list, the value. */
export function fieldLine(
  definition: VerbDefinition,
  [name, ...inside]: readonly PropertyKey[],
  message: string,
): string {
  const names = inside.map(String).join('.');
  const isNamed = names === '' || /^\d+$/.test(names) || message.startsWith(`${JSON.stringify(names)} `);
  return `${spelling(definition, String(name ?? ''))}${isNamed ? '' : ` (${names})`}: ${message}`;
}

/** How a person wrote the field: `MACHINE` by position, `--expires` as a flag. */
function spelling(definition: VerbDefinition, field: string): string {
  return definition.cli.positionals.includes(field) ? flagName(field).toUpperCase() : `--${flagName(field)}`;
}
