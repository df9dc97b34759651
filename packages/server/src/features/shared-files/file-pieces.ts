import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@netberth/publish';
import type { SharedFile } from './shared-file-store.ts';

/**
 * A file is stored in pieces, so that neither its size nor a connection that breaks matters; so many bytes of it are in
 * memory for each that is under way.
 */
const pieceBytes = 16 * 1024 * 1024;
const atOnce = 4;

/** Sends a file; its pieces have a name that no other content has. */
export async function sendPieces(store: Store, folder: string, path: string): Promise<SharedFile> {
  const object = `${path}.${randomBytes(8).toString('hex')}`;
  const hash = createHash('sha256');
  const file = await open(join(folder, path));
  try {
    const { size: sizeBytes } = await file.stat();
    const sending = new Set<Promise<void>>();
    for (let from = 0; from < sizeBytes; from += pieceBytes) {
      const bytes = Buffer.alloc(Math.min(pieceBytes, sizeBytes - from));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      if (bytesRead < bytes.length) throw new Error(`sending ${path}: it became shorter meanwhile`);
      hash.update(bytes);
      const one = store.put(pieceName(object, from), pieceOf(bytes)).finally(() => sending.delete(one));
      sending.add(one);
      if (sending.size === atOnce) await Promise.race(sending);
    }
    await Promise.all(sending);
    return { path, object, sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** In their order, a few of them under way at once. @throws when one of them is not there */
export async function* readPieces(
  store: Store,
  { object, sizeBytes }: SharedFile,
): AsyncGenerator<Uint8Array> {
  const coming: Promise<Uint8Array>[] = [];
  let next = 0;
  const askOn = () => {
    if (next >= sizeBytes) return;
    const piece = readPiece(store, object, next);
    // Who reads finds out in its turn, or has stopped because of an earlier one.
    piece.catch(() => undefined);
    coming.push(piece);
    next += pieceBytes;
  };
  for (let count = 0; count < atOnce; count += 1) askOn();
  for (let piece = coming.shift(); piece !== undefined; piece = coming.shift()) {
    const bytes = await piece;
    askOn();
    yield bytes;
  }
}

export async function removePieces(store: Store, { object, sizeBytes }: SharedFile): Promise<void> {
  for (let from = 0; from < sizeBytes; from += pieceBytes) await store.remove(pieceName(object, from));
}

async function readPiece(store: Store, object: string, from: number): Promise<Uint8Array> {
  const bytes = await store.bytes(pieceName(object, from));
  if (bytes === null) throw new Error(`${store.title} has no ${pieceName(object, from)} any more`);
  return bytes;
}

function pieceName(object: string, from: number): string {
  return `${object}/${String(from / pieceBytes).padStart(6, '0')}`;
}

function pieceOf(bytes: Uint8Array) {
  return { bytes, type: 'application/octet-stream', cacheControl: 'private' };
}
