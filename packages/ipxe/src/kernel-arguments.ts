import { blankCharacters } from './blank-character.ts';
import { makeFragment, type Fragment } from './fragment.ts';
import { maxArguments } from './max-arguments.ts';
import { quoteValue } from './quote-value.ts';
import { wordFault } from './word-fault.ts';

const blanks = new RegExp(`[${blankCharacters}]+`);

/**
 * A whole kernel command line: no, one or many words.
 *
 * iPXE joins the arguments with single blanks, so a run of blanks or newlines becomes one blank and nothing else
 * changes. There is no quoting, so some words have no safe form, and a RangeError names the first of them: one
 * that has `${` or a control character, is only `|`, `&` or `;`, or begins with `#`. More than
 * 254 words are refused too.
 * Example: ipxe`kernel linux ${kernelArguments('ip=dhcp quiet')}` is `kernel linux ip=dhcp quiet`.
 */
export function kernelArguments(text: string): Fragment {
  const parts = text.split(blanks).filter((each) => each !== '');
  if (parts.length >= maxArguments) {
    throw new RangeError(
      `cannot make a kernel command line of ${parts.length} words: iPXE takes ${maxArguments - 1}`,
    );
  }
  for (const part of parts) refuseFaulty(part);
  return makeFragment({ kind: 'text', text: parts.join(' ') });
}

function refuseFaulty(part: string): void {
  const fault = wordFault(part);
  if (fault === null) return;
  throw new RangeError(
    `cannot put ${quoteValue(part)} on a kernel command line: ${fault}; no safe form exists`,
  );
}
