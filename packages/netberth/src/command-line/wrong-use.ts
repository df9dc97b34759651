import type { CommanderError } from 'commander';
import type { Verb } from './verb.ts';
import { meanMany, typedWords } from './mean-many.ts';
import { plainWords } from './plain-words.ts';
import { usageOf } from './verb-page.ts';

/** What to print when a command line cannot be read: what is wrong, the nearest right thing, where to read more. */
export function explainWrongUse(
  error: CommanderError,
  words: readonly string[],
  verbs: readonly Verb[],
): string {
  const meant = meanMany(words, verbs);
  const verb = verbs.find((each) => startsWith(meant, each.words));
  const what = surplusIn(error) ?? error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  if (verb !== undefined) {
    const typed = typedWords(verb, words);
    return `netberth ${typed.join(' ')}: ${what}\n${rightUse(verb, typed)}`;
  }
  if (startsWith(words, ['serve'])) return `netberth serve: ${what}\nMore: netberth help serve\n`;
  const like = what.includes('Did you mean') ? [] : verbsWithWord(words, verbs);
  const hint = like.length > 0 ? ` (Did you mean ${like.join(' or ')}?)` : '';
  const [noun = ''] = plainWords(words);
  const isNoun = verbs.some((each) => each.words.length > 1 && each.words[0] === noun);
  const more = isNoun ? `What ${noun} can do: netberth help ${noun}` : 'All verbs: netberth help';
  return `netberth: ${what}${hint}\n${more}\n`;
}

/** Behind what is wrong with a line: how the verb is called, a line that works, where to read more. */
export function rightUse(verb: Verb, typed: readonly string[]): string {
  const examples = verb.definition.cli.examples
    .slice(0, 1)
    .map(({ line }) => `Like:  ${line.replace(verb.words.join(' '), typed.join(' '))}`);
  return [usageOf(verb, typed), ...examples, `More:  netberth help ${verb.words.join(' ')}`, ''].join('\n');
}

/** Commander counts words: which of them has no place is what helps. */
function surplusIn({ code, message }: CommanderError): string | undefined {
  if (code !== 'commander.excessArguments') return undefined;
  const [, wanted, got = ''] = /Expected (\d+) arguments? but got \d+: (.*)\.$/s.exec(message) ?? [];
  if (wanted === undefined) return undefined;
  const surplus = got.split(', ').slice(Number(wanted));
  return `there is no place for ${surplus.map((word) => `"${word}"`).join(', ')}.`;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  const plain = plainWords(words);
  return start.every((word, index) => word === plain[index]);
}

/** `netberth grant 7` -> `machine grant`. */
function verbsWithWord(words: readonly string[], verbs: readonly Verb[]): readonly string[] {
  const [first] = plainWords(words);
  return verbs.filter((verb) => verb.words.at(-1) === first).map((verb) => verb.words.join(' '));
}
