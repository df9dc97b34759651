import type { Piece } from './piece.ts';

/**
 * Why the parts of one word, each safe alone, are not safe side by side; null when they are.
 *
 * `$` must not meet `{`, and nothing may stand inside a `${…}` that our literal text opened; an expansion is
 * scanned again, so a value must not get a `$` before it or a `{` after it either. Parts together must not make
 * an operator or a comment.
 */
export function seamFault(word: readonly Piece[]): string | null {
  const text = word.map(pieceText).join('');
  if (word.length > 1 && /^(#|\|\|$|&&$|;$)/.test(text)) return 'its parts make an operator or a comment';
  for (const [index, piece] of word.entries()) {
    const next = word[index + 1];
    if (next === undefined) break;
    if (opensExpansion(piece)) return 'a part stands inside "${…}"';
    if (makesExpansion(piece, next)) return 'its parts make "${"';
  }
  return null;
}

function pieceText(piece: Piece): string {
  return piece.kind === 'hole' ? `[${piece.name}]` : piece.text;
}

function opensExpansion(piece: Piece): boolean {
  return piece.kind === 'literal' && piece.text.lastIndexOf('${') > piece.text.lastIndexOf('}');
}

function makesExpansion(piece: Piece, next: Piece): boolean {
  if (piece.kind === 'hole' || next.kind === 'hole') return false;
  if (piece.text.endsWith('$')) return /^\$?\{/.test(next.text);
  // A `}` of ours may end a reference, whose value may end in `$`; in a fragment's text it is only a brace.
  return next.text.startsWith('{') && piece.kind !== 'text' && piece.text.endsWith('}');
}
