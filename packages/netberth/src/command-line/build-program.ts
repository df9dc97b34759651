import { Command, Option } from 'commander';
import { flagName, singularOf } from './flag-name.ts';
import { globalFlags } from './global-flags.ts';
import type { CommandField } from './command-field.ts';
import type { Offer } from './offer.ts';
import type { SettingFlag } from './serve-page.ts';
import type { Verb } from './verb.ts';

/** Who is told what stood on the command line. `options` has the flags of all levels. */
export type Listener = {
  verb(verb: Verb, words: readonly (string | readonly string[] | undefined)[], options: Options): void;
  serve(options: Options): void;
  help(words: readonly string[]): void;
};
export type Options = Readonly<Record<string, unknown>>;

/**
 * Commander's tree for all verbs; of nouns that are not among `words` it has the names alone, which a slip may have meant.
 * It only parses: nothing is printed and no process is ended.
 */
export function buildProgram(
  { verbs, settings }: Pick<Offer, 'verbs' | 'settings'>,
  words: readonly string[],
  listener: Listener,
): Command {
  const program = quiet(new Command('netberth'));
  for (const { name, placeholder, help } of globalFlags)
    program.addOption(new Option(placeholder === '' ? `--${name}` : `--${name} <value>`, help));
  for (const noun of new Set(verbs.map((verb) => verb.words[0] ?? ''))) {
    const alone = verbs.find((verb) => verb.words.length === 1 && verb.words[0] === noun);
    if (!words.includes(noun)) program.addCommand(quiet(new Command(noun)));
    else program.addCommand(alone ? verbCommand(alone, listener) : nounCommand([noun], verbs, listener));
  }
  program.addCommand(serveCommand(settings, listener));
  program.addCommand(helpCommand(listener));
  return program;
}

function quiet(command: Command): Command {
  return command
    .exitOverride()
    .helpCommand(false)
    .helpOption(false)
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
}

/** The commands below a noun; `profile template` is a noun below a noun. */
function nounCommand(words: readonly string[], verbs: readonly Verb[], listener: Listener): Command {
  const depth = words.length;
  const own = verbs.filter((verb) => words.every((word, index) => word === verb.words[index]));
  const command = quiet(new Command(words.at(-1)));
  for (const verb of own.filter((each) => each.words.length === depth + 1))
    command.addCommand(verbCommand(verb, listener));
  const deeper = own.filter((each) => each.words.length > depth + 1).map((each) => each.words[depth] ?? '');
  for (const noun of new Set(deeper)) command.addCommand(nounCommand([...words, noun], verbs, listener));
  return command;
}

function verbCommand(verb: Verb, listener: Listener): Command {
  const command = quiet(new Command(verb.words.at(-1)));
  for (const { name, isList } of verb.positionals) command.argument(isList ? `[${name}...]` : `[${name}]`);
  for (const field of verb.flags) addFlag(command, field, verb);
  return command.action(() => {
    listener.verb(verb, command.processedArgs, command.optsWithGlobals());
  });
}

function addFlag(command: Command, field: CommandField, verb: Verb): void {
  const flag = flagName(field.name);
  if (field.kind.type === 'switch') {
    command.addOption(new Option(`--${flag}`));
    command.addOption(new Option(`--no-${flag}`).hideHelp(!field.kind.isThreeWay));
    return;
  }
  const letter = verb.definition.cli.short?.[field.name];
  const short = letter === undefined ? '' : `-${letter}, `;
  command.addOption(new Option(`${short}--${flag} <value>`).argParser(collect));
  const singular = singularOf(field.name);
  const isTaken = verb.fields.some(({ name }) => name === singular);
  if (singular !== null && !isTaken && (field.kind.type === 'list' || field.kind.type === 'pairs'))
    command.addOption(new Option(`--${flagName(singular)} <value>`).argParser(collect).hideHelp());
}

/** Every text given for a flag, in order. */
function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function serveCommand(settings: readonly SettingFlag[], listener: Listener): Command {
  const command = quiet(new Command('serve'));
  const own = settings.filter(({ flag }) => !globalFlags.some(({ name }) => name === flag));
  for (const { flag, placeholder } of own)
    command.addOption(
      new Option(placeholder === '' ? `--${flag} [value]` : `--${flag} <value>`).argParser(collect),
    );
  return command.action(() => listener.serve(command.optsWithGlobals()));
}

function helpCommand(listener: Listener): Command {
  const command = quiet(new Command('help')).argument('[words...]');
  return command.action((words: readonly string[]) => listener.help(words));
}
