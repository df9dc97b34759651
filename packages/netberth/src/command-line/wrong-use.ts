import type { CommanderError } from 'commander';
import type { Verb } from './verb.ts';
import { plainWords } from './plain-words.ts';
import { usageOf } from './verb-page.ts';

/** What to print when a command line cannot be read: what is wrong, the nearest right thing, where to read more. */
export function explainWrongUse(
  error: CommanderError,
  words: readonly string[],
  verbs: readonly Verb[],
): string {
  const verb = verbs.find((each) => startsWith(words, each.words));
  const what = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  if (verb !== undefined) {
    const name = verb.words.join(' ');
    return `netberth ${name}: ${what}\n${usageOf(verb)}\nMore: netberth help ${name}\n`;
  }
  if (startsWith(words, ['serve'])) return `netberth serve: ${what}\nMore: netberth help serve\n`;
  const meant = what.includes('Did you mean') ? [] : verbsWithWord(words, verbs);
  const hint = meant.length > 0 ? ` (Did you mean ${meant.join(' or ')}?)` : '';
  const [noun = ''] = plainWords(words);
  const isNoun = verbs.some((each) => each.words.length > 1 && each.words[0] === noun);
  const more = isNoun ? `What ${noun} can do: netberth help ${noun}` : 'All verbs: netberth help';
  return `netberth: ${what}${hint}\n${more}\n`;
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
