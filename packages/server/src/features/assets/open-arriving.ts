import { open } from 'node:fs/promises';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { FileSource } from '../images/file-source.ts';
import type { ReadBytes } from '../images/open-file.ts';
import type { AssetFetch } from './asset-fetch.ts';

const chunkBytes = 256 * 1024;

/** Kept back until the whole file was checked, so that nobody gets all of a file that is not what it should be. */
const heldBackBytes = 64 * 1024;

/** Gives the bytes of a file as they come. null: it is not on its way any more. */
export async function openArriving(fetch: AssetFetch): Promise<FileSource | null> {
  const handle = await open(fetch.dataFile, 'r').catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (handle === null) return null;
  const { generation } = fetch.state;
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  const read: FileSource['read'] = async ({ from, to }): Promise<ReadBytes> => {
    if (!(await hasCome(fetch, to, generation))) return { kind: 'changed' };
    const bytes = buffer.subarray(0, to - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytesRead === bytes.length ? { kind: 'bytes', bytes } : { kind: 'changed' };
  };
  return { chunkBytes, read, close: () => handle.close() };
}

/** false: they will never come, or those that came are of another version. */
async function hasCome(fetch: AssetFetch, endByte: number, generation: number): Promise<boolean> {
  while (!fetch.isOver) {
    const { state } = fetch;
    if (state.generation !== generation) return false;
    if (endByte <= state.receivedBytes - heldBackBytes) return true;
    await fetch.change();
  }
  return fetch.state.generation === generation && (await fetch.done).kind === 'staged';
}
