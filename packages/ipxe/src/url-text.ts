import { makeFragment, type Fragment } from './fragment.ts';

// What RFC 3986 never allows raw, or what iPXE would read as its own syntax.
const risky = /[^\x21-\x7e]|["$<>\\^`{|}]/gu;

/**
 * A URL or relative reference as one word.
 *
 * Percent-encodes what iPXE could misread (`$ { } | \ "`, blanks, controls, non-ASCII; a leading `#` or `-`; a
 * reference that is nothing but `&` or `;`); an encoded `%41` stays as it is. Throws a RangeError when empty.
 * iPXE decodes it again before it asks the server (src/core/uri.c), so the server sees the original characters.
 * Example: ipxe`chain ${urlText('a b?x=${y}')}` is `chain a%20b?x=%24%7By%7D`.
 */
export function urlText(url: string): Fragment {
  if (url === '') throw new RangeError('cannot put "" into a script as a URL: it is empty');
  return makeFragment({
    kind: 'text',
    text: encodeWhole(url.toWellFormed().replace(risky, encodeURIComponent)),
  });
}

function encodeWhole(text: string): string {
  if (/^(&+|;+)$/.test(text)) return encodeURIComponent(text);
  return text.replace(/^[#-]/, (first) => (first === '#' ? '%23' : '%2D'));
}
