import type { CommandDefinition } from '@netberth/api';
import type { VerbDefinition } from './local-definition.ts';
import { lastWord, textPlaceholder } from './placeholder.ts';

/** How the value of a field is written on a command line. */
export type FieldKind =
  | { readonly type: 'text' }
  | { readonly type: 'number' }
  | { readonly type: 'switch'; readonly isThreeWay: boolean }
  | { readonly type: 'list' }
  /** `name=value`; with `json`, values that look like JSON are JSON. */
  | { readonly type: 'pairs'; readonly values: 'text' | 'json' }
  /** `@FILE`, YAML or JSON; `none` is null. */
  | { readonly type: 'document' };

/** One input field of a command, as the command line sees it. */
export type CommandField = {
  readonly name: string;
  readonly kind: FieldKind;
  readonly help: string;
  readonly placeholder: string;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  /** Still understood, and shown no more. */
  readonly isDeprecated: boolean;
  /** What the server takes when the field is not given; null: nothing. */
  readonly preset: unknown;
};

type JsonSchema = Exclude<
  NonNullable<ReturnType<CommandDefinition['input']['toJSONSchema']>['properties']>[string],
  boolean
>;

/**
 * The fields of a command in the order of its declaration. Read from the JSON Schema of its input, the same
 * that OpenAPI shows, so that a flag and an HTTP field cannot differ.
 */
export function commandFields(definition: VerbDefinition): readonly CommandField[] {
  const schema = definition.input.toJSONSchema({ io: 'input', unrepresentable: 'any' });
  const own = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const field: JsonSchema = typeof property === 'boolean' ? {} : property;
    const kind = kindOf(field, () => isAlwaysSet(definition, name));
    return {
      name,
      kind,
      help: field.description ?? '',
      placeholder: placeholderOf(definition.name, name, kind, field),
      choices: choicesOf(field),
      isRequired: schema.required?.includes(name) ?? false,
      isDeprecated: field.deprecated === true,
      preset: field.default ?? null,
    };
  });
  return takesReasonApart(definition) ? [...own, reason] : own;
}

const reason: CommandField = {
  ...{ name: 'reason', kind: { type: 'text' }, help: 'why, for the audit log', placeholder: 'TEXT' },
  ...{ choices: [], isRequired: false, isDeprecated: false, preset: null },
};

/** A change whose input has no reason: it travels in a header, and stands in the audit log all the same. */
export function takesReasonApart(definition: VerbDefinition): boolean {
  return 'effect' in definition && definition.effect === 'write' && !('reason' in definition.input.shape);
}

function kindOf(schema: JsonSchema, hasPreset: () => boolean): FieldKind {
  if (allowsType(schema, 'boolean'))
    return { type: 'switch', isThreeWay: schema.default === undefined && !hasPreset() };
  if (schema.anyOf?.some((form) => typeof form === 'object' && form.properties !== undefined) === true)
    return { type: 'document' };
  if (allowsType(schema, 'array')) return { type: 'list' };
  if (allowsType(schema, 'integer') || allowsType(schema, 'number')) return { type: 'number' };
  if (allowsType(schema, 'object')) {
    const value = schema.additionalProperties;
    const isText = typeof value === 'object' && value.type === 'string';
    return { type: 'pairs', values: isText ? 'text' : 'json' };
  }
  return { type: 'text' };
}

/** JSON Schema does not tell the preset of a union; that the server always has a value does. */
function isAlwaysSet(definition: VerbDefinition, name: string): boolean {
  const parsed = definition.input.toJSONSchema({ io: 'output', unrepresentable: 'any' });
  return parsed.required?.includes(name) ?? false;
}

/** `type` is a word, or a list of words where JSON Schema folded a union of plain types into one. */
function allowsType(schema: JsonSchema, type: string): boolean {
  return [schema.type].flat().some((each) => each === type);
}

function choicesOf(schema: JsonSchema): readonly string[] {
  const items = schema.items;
  const listed = typeof items === 'object' && !Array.isArray(items) ? items.enum : undefined;
  return (schema.enum ?? listed ?? []).map(String);
}

/** So few and short that they stand for the value themselves: `--power cycle|on`. */
function areShown(choices: readonly string[]): boolean {
  return choices.length > 0 && choices.join('|').length <= 20;
}

function placeholderOf(verb: string, name: string, kind: FieldKind, schema: JsonSchema): string {
  switch (kind.type) {
    case 'switch':
      return '';
    case 'number':
      return 'N';
    case 'pairs':
      return 'NAME=VALUE,…';
    case 'document':
      return '@FILE';
    case 'list':
      return `${lastWord(name)},…`;
    case 'text':
      if (areShown(choicesOf(schema))) return choicesOf(schema).join('|');
      return JSON.stringify(schema).includes('"format":"ipv4"') ? 'ADDRESS' : textPlaceholder(verb, name);
  }
}
