import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ContentReader } from '@netberth/disk-image';
import { openDisc, type OpenedDisc } from '../src/index.ts';

/** An ISO image on this host, open until it is disposed of. Throws what the file system throws. */
export class DiscFileReader implements Disposable {
  readonly image: ContentReader;
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.image = {
      kind: 'reader',
      sizeBytes: fstatSync(this.#file).size,
      readAt: (offsetBytes, sizeBytes) => readWhole(this.#file, offsetBytes, sizeBytes),
    };
  }

  open(): OpenedDisc {
    return openDisc(this.image);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

function readWhole(file: number, offsetBytes: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes;) {
    const read = readSync(file, bytes, at, sizeBytes - at, offsetBytes + at);
    if (read === 0) throw new Error('the file became shorter while it was read');
    at += read;
  }
  return bytes;
}

/** Is it an image of a disc, as its 17th sector says? */
export function looksLikeDisc(image: ContentReader): boolean {
  const at = 16 * 2048;
  if (image.sizeBytes < at + 6) return false;
  return ['CD001', 'BEA01'].includes(String.fromCharCode(...image.readAt(at + 1, 5)));
}
