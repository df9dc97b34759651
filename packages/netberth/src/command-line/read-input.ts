import { nearestName } from '@netberth/slips';
import type { CommandField } from './command-field.ts';
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
  const parsed = definition.input.safeParse(input);
  const issues = parsed.error?.issues.filter(({ path }) => !later.includes(String(path[0]))) ?? [];
  if (issues.length === 0) return { ok: true, input };
  return { ok: false, problems: issues.map((issue) => issueText(definition, input, issue)) };
}

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly values?: readonly unknown[] | undefined;
  /** Of a name that cannot be one. */
  readonly issues?: readonly Issue[] | undefined;
  readonly errors?: readonly (readonly Issue[])[] | undefined;
};

function issueText(definition: VerbDefinition, input: CommandInput, issue: Issue): string {
  const [name, ...inside] = issue.path.map(String);
  const spelled = spelling(definition, name ?? '');
  const ofKey = issue.issues?.[0];
  if (ofKey !== undefined) return `${spelled}: "${inside.at(-1) ?? ''}" ${innermost(ofKey, '')}`;
  const given = inside.reduce<unknown>((value, key) => memberOf(value, key), input[name ?? '']);
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return `${spelled}:${given === undefined ? '' : ` "${text}"`} ${innermost(issue, text)}`;
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** A union says only "Invalid input"; the message of its last form is the one that tells what is wanted. */
function innermost(issue: Issue, given: string | undefined): string {
  const last = issue.errors?.at(-1)?.at(0);
  if (last !== undefined) return innermost(last, given);
  if (issue.values === undefined) return issue.message;
  const known = issue.values.map(String);
  const near = nearestName(given ?? '', known);
  return `is not one of ${known.join(', ')}${near === null ? '' : ` (did you mean ${near}?)`}`;
}

/** How a person wrote the field: `MACHINE` by position, `--expires` as a flag. */
export function spelling(definition: VerbDefinition, field: string): string {
  return definition.cli.positionals.includes(field) ? flagName(field).toUpperCase() : `--${flagName(field)}`;
}
