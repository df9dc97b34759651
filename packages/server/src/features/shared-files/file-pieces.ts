import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** Puts a file where it belongs, whole and checked, in one step. @throws when it is not there as it was sent */
export async function fetchPieces(store: Store, folder: string, wanted: SharedFile): Promise<void> {
  const { path, object, sizeBytes, sha256 } = wanted;
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  const draft = join(dirname(target), `.${randomBytes(8).toString('hex')}.part`);
  const hash = createHash('sha256');
  const file = await open(draft, 'wx', 0o644);
  try {
    for (let from = 0; from < sizeBytes; from += pieceBytes * atOnce) {
      const starts = Array.from({ length: atOnce }, (_, index) => from + index * pieceBytes);
      const pieces = await Promise.all(
        starts.filter((start) => start < sizeBytes).map((start) => readPiece(store, object, start)),
      );
      for (const bytes of pieces) {
        hash.update(bytes);
        await file.writeFile(bytes);
      }
    }
    if (hash.digest('hex') !== sha256)
      throw new Error(`${store.title} has ${path} otherwise than it was sent`);
    await file.sync();
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
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
