import { Readable } from 'node:stream';
import type { ListSource } from '@netberth/media/node';

const pieceCharacters = 64 * 1024;

/** A list of media that came as one text. */
export function listText(text: string): ListSource {
  return { name: 'the list', open: () => Readable.from(pieces(text)) };
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceCharacters) yield text.slice(at, at + pieceCharacters);
}
