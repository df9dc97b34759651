import { commandFields, type CommandField } from './command-field.ts';
import { flagName } from './flag-name.ts';
import type { VerbDefinition } from './local-definition.ts';

/** One command as the command line offers it: `machine grant MACHINE PROFILES… --expires TEXT`. */
export type Verb = {
  readonly words: readonly string[];
  readonly definition: VerbDefinition;
  readonly fields: readonly CommandField[];
  readonly positionals: readonly Positional[];
  readonly flags: readonly CommandField[];
  /** Input fields that come from the file which a positional names. */
  readonly fromFile: readonly string[];
};

export type Positional = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** The last one may take all words that follow. */
  readonly isList: boolean;
  /** The command may do without it. */
  readonly isOptional: boolean;
  /** A path on this host, not a value for the server. */
  readonly isFile: boolean;
};

/** Positionals that name something on this host, and the input fields that come out of it. */
const fileArguments: Readonly<Record<string, { help: string; fills: string }>> = {
  'profile.import image': { help: 'a folder, a tar (.tar, .tar.gz, .tar.xz) or an ISO', fills: 'name' },
  'stats.add document': { help: 'the JSON file to read; - is standard input', fills: 'document' },
  'menu.entry.set document': { help: 'the file with its text; - is standard input', fills: 'document' },
  'media.pack document': { help: 'the CSV file to read; - is standard input', fills: 'document' },
};

/** What its fields are is found out when it is asked: of all the verbs a command line means one. */
export function verbOf(definition: VerbDefinition): Verb {
  let known: Pick<Verb, 'fields' | 'positionals' | 'flags'> | undefined;
  const taken = () => (known ??= takenBy(definition));
  return {
    words: definition.name.split('.'),
    definition,
    get fields() {
      return taken().fields;
    },
    get positionals() {
      return taken().positionals;
    },
    get flags() {
      return taken().flags;
    },
    fromFile: definition.cli.positionals.flatMap((name) => fileArgument(definition, name)?.fills ?? []),
  };
}

function takenBy(definition: VerbDefinition): Pick<Verb, 'fields' | 'positionals' | 'flags'> {
  const fields = commandFields(definition);
  return {
    fields,
    positionals: definition.cli.positionals.map((name) => positionalOf(definition, fields, name)),
    flags: fields.filter((field) => !definition.cli.positionals.includes(field.name)),
  };
}

function positionalOf(definition: VerbDefinition, fields: readonly CommandField[], name: string): Positional {
  const field = fields.find((each) => each.name === name);
  const file = fileArgument(definition, name);
  return {
    name,
    label: flagName(name).toUpperCase(),
    help: file?.help ?? field?.help ?? '',
    isList: field?.kind.type === 'list',
    isOptional: field?.isRequired === false,
    isFile: file !== undefined,
  };
}

function fileArgument(definition: VerbDefinition, positional: string) {
  return fileArguments[`${definition.name} ${positional}`];
}
