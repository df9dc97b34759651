import { makeFragment, type Fragment } from './fragment.ts';

// iPXE has no quoting, so a dangerous word is broken by a visible mark instead.
const mark = "'";
// Above iPXE's own limit a command is refused (max-arguments.ts), and nobody reads a hundred words on a boot screen.
const shownWords = 100;
const separators = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/u;

/**
 * Untrusted text to show a person (`echo`, `item`, `prompt`); always succeeds and is never no word at all.
 *
 * Control and invisible characters and newlines become blanks, runs of blanks become one. Whatever iPXE could act
 * on is broken by an apostrophe: `${x}` becomes `$'{x}`, `||` becomes `'||`, a leading `-` or any `#…` word gets
 * one before it, a trailing `$` one after it. Empty text becomes `''`; after 100 words
 * comes `...`.
 * Example: ipxe`echo ${words('a || reboot')}` is `echo a '|| reboot`.
 */
export function words(text: string): Fragment {
  return makeFragment({ kind: 'text', text: breakWords(text) });
}

function breakWords(text: string): string {
  const clean = text
    .toWellFormed()
    .split(separators)
    .filter((each) => each !== '');
  if (clean.length === 0) return mark + mark;
  const shown = clean.length > shownWords ? [...clean.slice(0, shownWords), '...'] : clean;
  return breakEnds(shown.map(breakWord).join(' '));
}

function breakWord(text: string): string {
  const closed = text.replaceAll('${', () => `$${mark}{`);
  return /^(#|\|+$|&+$|;+$)/.test(closed) ? mark + closed : closed;
}

// The neighbours of the fragment are not known here: `$` and `{` must not meet.
function breakEnds(text: string): string {
  const start = /^[-{]/.test(text) ? mark + text : text;
  return start.endsWith('$') ? start + mark : start;
}
