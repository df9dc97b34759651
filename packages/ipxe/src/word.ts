import { makeFragment, type Fragment } from './fragment.ts';
import { quoteValue } from './quote-value.ts';
import { wordFault } from './word-fault.ts';

/**
 * Untrusted or computed text as exactly one word.
 *
 * Throws a RangeError that names the value when it cannot be one: empty, with a blank or control character,
 * with `${`, an operator, or beginning with `#` or `-` (an option).
 * Example: ipxe`set hostname ${word('web-1')}` is `set hostname web-1`.
 */
export function word(text: string): Fragment {
  const fault = text.startsWith('-') ? 'iPXE would take it for an option' : wordFault(text);
  if (fault !== null)
    throw new RangeError(`cannot put ${quoteValue(text)} into a script as one word: ${fault}`);
  return makeFragment({ kind: 'text', text });
}
