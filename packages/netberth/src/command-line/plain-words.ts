import { globalFlags } from './global-flags.ts';

/** The words that are neither flags nor values of flags that stand before a verb: `--data D machine show 7` -> `machine show 7`. */
export function plainWords(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => !word.startsWith('-') && !takesValue(words[index - 1]));
}

function takesValue(word: string | undefined): boolean {
  return globalFlags.some(({ name, placeholder }) => placeholder !== '' && word === `--${name}`);
}
