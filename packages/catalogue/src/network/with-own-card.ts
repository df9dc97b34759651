import type { NetworkWords } from './network-words.ts';

/** Settings of iPXE in what {@link withOwnCard} gives. */
export const ownCardSettings = ['netX/mac:hexhyp', 'netX/mac'] as const;

/** Where no card is said it is the one that iPXE came up with. */
export function withOwnCard(words: NetworkWords): NetworkWords {
  if (words.mac !== '') return words;
  return { ...words, mac: '${netX/mac:hexhyp}', macWithColons: '${netX/mac}' };
}
