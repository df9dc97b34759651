import { fragmentContent, type Fragment, type FragmentContent } from './fragment.ts';

/** A part of ipxe`…`: our own literal text, or what a fragment holds. */
export type Piece = { readonly kind: 'literal'; readonly text: string } | FragmentContent;

/** The parts of ipxe`…` in order, empty ones left out. */
export function piecesOf(strings: readonly string[], fragments: readonly Fragment[]): Piece[] {
  return strings
    .flatMap((text, index): Piece[] => {
      const fragment = fragments[index];
      const literal: Piece = { kind: 'literal', text };
      return fragment === undefined ? [literal] : [literal, fragmentContent(fragment)];
    })
    .filter((piece) => piece.kind === 'hole' || piece.text !== '');
}

/** Cut the parts at blanks: one list of parts for each word. */
export function cutIntoWords(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      words.at(-1)?.push(piece);
      continue;
    }
    for (const [index, text] of piece.text.split(/[ \t\f\v]+/).entries()) {
      if (index > 0) words.push([]);
      if (text !== '') words.at(-1)?.push({ kind: piece.kind, text });
    }
  }
  return words.filter((word) => word.length > 0);
}
