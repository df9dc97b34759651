import { CommanderError } from 'commander';
import { buildProgram, type Listener, type Options } from './build-program.ts';
import { singularOf } from './flag-name.ts';
import { foldOtherFlags } from './fold-other-flags.ts';
import { readGlobalFlags, type GlobalFlags } from './global-flags.ts';
import { meanMany, typedWords } from './mean-many.ts';
import { nounPage, overviewPage } from './overview-page.ts';
import type { Offer } from './offer.ts';
import { readInput, type CommandInput, type GivenValues } from './read-input.ts';
import { readSettingFlags, type SettingValues } from './read-setting-flags.ts';
import { servePage } from './serve-page.ts';
import type { Verb } from './verb.ts';
import { verbPage } from './verb-page.ts';
import { plainWords } from './plain-words.ts';
import { explainWrongUse, rightUse } from './wrong-use.ts';

/** What a command line asks for. */
export type CommandLine =
  | {
      readonly asks: 'verb';
      readonly verb: Verb;
      readonly input: CommandInput;
      /** The path that a file positional names. */
      readonly file: string | null;
      readonly flags: GlobalFlags;
    }
  | { readonly asks: 'serve'; readonly settings: SettingValues; readonly flags: GlobalFlags }
  | { readonly asks: 'page'; readonly text: string }
  | { readonly asks: 'refusal'; readonly message: string };

export type VerbLine = Extract<CommandLine, { asks: 'verb' }>;

/** Pure: reads no file and no environment. `words` is what follows `netberth`. */
export function parseCommandLine(words: readonly string[], offer: Offer): CommandLine {
  if (words.some((word) => word === '--help' || word === '-h'))
    return helpFor(plainWords(meanMany(words, offer.verbs)), offer);
  let asked: CommandLine = page(overviewPage(offer.verbs, offer.width));
  const listener: Listener = {
    verb: (verb, values, options) => (asked = readVerb(verb, typedWords(verb, words), values, options)),
    serve: (options) => {
      const settings = readSettingFlags(offer.settings, options);
      asked = { asks: 'serve', settings, flags: readGlobalFlags(options) };
    },
    help: (topic) => (asked = helpFor(topic, offer)),
  };
  try {
    const meant = meanMany(foldOtherFlags(words, offer.verbs), offer.verbs);
    const program = buildProgram(offer, meant, listener);
    program.parse(meant, { from: 'user' });
    return asked;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') return withoutVerb(words, offer);
    return { asks: 'refusal', message: explainWrongUse(error, words, offer.verbs) };
  }
}

/** `netberth` alone asks for the overview; a noun alone lacks its verb. */
function withoutVerb(words: readonly string[], offer: Offer): CommandLine {
  const [noun] = plainWords(words);
  if (noun === undefined) return page(overviewPage(offer.verbs, offer.width));
  return { asks: 'refusal', message: nounPage(noun, offer.verbs, offer.width) };
}

function helpFor(topic: readonly string[], offer: Offer): CommandLine {
  const [noun, ...others] = topic;
  if (noun === undefined || noun === 'help') return page(overviewPage(offer.verbs, offer.width));
  if (noun === 'serve') return page(servePage(offer.settings, offer.width));
  const verb = offer.verbs.find(({ words }) => words.every((word, index) => word === topic[index]));
  if (verb !== undefined) return page(verbPage(verb, offer.width));
  const isNoun = offer.verbs.some(({ words }) => words[0] === noun);
  if (isNoun && others.length === 0) return page(nounPage(noun, offer.verbs, offer.width));
  const error = new CommanderError(2, 'commander.unknownCommand', `unknown command '${topic.join(' ')}'`);
  return { asks: 'refusal', message: explainWrongUse(error, topic, offer.verbs) };
}

function page(text: string): CommandLine {
  return { asks: 'page', text };
}

function readVerb(
  verb: Verb,
  typed: readonly string[],
  words: readonly (string | readonly string[] | undefined)[],
  options: Options,
): CommandLine {
  const missing = verb.positionals.filter(
    ({ isOptional }, index) => !isOptional && [words[index] ?? []].flat().length === 0,
  );
  if (missing.length > 0)
    return wrongUse(
      verb,
      typed,
      missing.map(({ label, help }) => `${label} is missing: ${help}`),
    );
  const file = words[verb.positionals.findIndex(({ isFile }) => isFile)];
  const read = readInput(verb.definition, verb.fields, givenValues(verb, words, options), verb.fromFile);
  if (!read.ok) return wrongUse(verb, typed, read.problems);
  return {
    asks: 'verb',
    verb,
    input: read.input,
    file: typeof file === 'string' ? file : null,
    flags: readGlobalFlags(options),
  };
}

function givenValues(
  verb: Verb,
  words: readonly (string | readonly string[] | undefined)[],
  options: Options,
): GivenValues {
  const given = new Map<string, boolean | readonly string[]>();
  for (const [index, { name, isFile }] of verb.positionals.entries())
    if (!isFile && words[index] !== undefined) given.set(name, [words[index]].flat());
  for (const { name, kind } of verb.flags) {
    const singular = kind.type === 'list' || kind.type === 'pairs' ? singularOf(name) : null;
    const values = [options[name], singular === null ? undefined : options[singular]].filter(isGiven);
    const [first] = values;
    if (first !== undefined) given.set(name, typeof first === 'boolean' ? first : values.flatMap(textsOf));
  }
  return given;
}

function isGiven(value: unknown): value is boolean | readonly string[] {
  return typeof value === 'boolean' || Array.isArray(value);
}

function textsOf(value: boolean | readonly string[]): readonly string[] {
  return typeof value === 'boolean' ? [] : value;
}

function wrongUse(verb: Verb, typed: readonly string[], problems: readonly string[]): CommandLine {
  const name = typed.join(' ');
  const lines = problems.map((problem) => `netberth ${name}: ${problem}`);
  return {
    asks: 'refusal',
    message: [...lines, rightUse(verb, typed)].join('\n'),
  };
}
