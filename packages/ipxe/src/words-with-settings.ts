import { blankCharacters } from './blank-character.ts';
import { makeFragment, type Fragment } from './fragment.ts';
import { quoteValue } from './quote-value.ts';
import { wordFault } from './word-fault.ts';

const blanks = new RegExp(`[${blankCharacters}]+`);
const reference = /\$\{([^{}]*)\}/g;

/**
 * Arguments or a URL in which `${name}` is left to the machine, for the settings that are named and no others.
 *
 * For scripts that are written once for many machines. The text around the references is held to what
 * `kernelArguments` holds it to: a RangeError names the first word that has no safe form, or refers to another setting.
 * Example: wordsWithSettings('ip=${ip} quiet', ['ip']).
 */
export function wordsWithSettings(text: string, settings: readonly string[]): Fragment {
  const words = text.split(blanks).filter((each) => each !== '');
  for (const word of words) {
    const fault = faultOf(word, settings);
    if (fault !== null) throw new RangeError(`cannot put ${quoteValue(word)} into a script: ${fault}`);
  }
  return makeFragment({ kind: 'text', text: words.join(' ') });
}

function faultOf(word: string, settings: readonly string[]): string | null {
  const names = [...word.matchAll(reference)].map(([, name = '']) => name);
  const other = names.find((name) => !settings.includes(name));
  if (other !== undefined) return `"${other}" is not one of its settings`;
  // A value may end in `$` or begin with `{`, so neither may stand beside it.
  if (/\$\$\{|\}\{/.test(word)) return 'its parts make "${"';
  return wordFault(word.replace(reference, 'x'));
}
