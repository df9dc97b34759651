import type { Verb } from './verb.ts';
import { plainWords } from './plain-words.ts';

/** Flags that select machines, so that no machine is named. */
const selecting = ['label', 'where', 'labels', 'fact', 'state', 'search', 'ids', 'all'];

/**
 * `machine grant --label rack=7 wipe` -> `machine grant-many --label rack=7 wipe`: one machine or many is for a person
 * the same verb; for the server they are two commands.
 */
export function meanMany(words: readonly string[], verbs: readonly Verb[]): readonly string[] {
  const [noun = '', verb = ''] = plainWords(words);
  const many = verbs.find(({ definition }) => definition.cli.bulkOf === `${noun} ${verb}`);
  const selects = words.some((word) =>
    selecting.some((flag) => word === `--${flag}` || word.startsWith(`--${flag}=`)),
  );
  if (many === undefined || !selects) return words;
  const at = words.findIndex((word, index) => word === verb && words.slice(0, index).includes(noun));
  return words.with(at, many.words[1] ?? verb);
}

/** How a person has written a verb: `machine grant`, also where a flag made it mean many machines. */
export function typedWords({ words, definition }: Verb, typed: readonly string[]): readonly string[] {
  const plain = plainWords(typed);
  const isWhole = words.every((word, index) => word === plain[index]);
  return isWhole ? words : (definition.cli.bulkOf?.split(' ') ?? words);
}
