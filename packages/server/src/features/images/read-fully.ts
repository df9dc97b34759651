import type { FileHandle } from 'node:fs/promises';
import type { ImageFile } from './image-file.ts';
import { checkVersion, type ReadFailure } from './open-file.ts';

/** Fills `target` with the bytes of `file` from `position` on, or says why it could not. */
export async function readFully(
  handle: FileHandle,
  file: ImageFile,
  target: Buffer,
  position: number,
): Promise<ReadFailure | undefined> {
  const at = file.offsetBytes + position;
  try {
    for (let filled = 0; filled < target.length;) {
      const { bytesRead } = await handle.read(target, filled, target.length - filled, at + filled);
      if (bytesRead === 0) return { kind: 'changed' };
      filled += bytesRead;
    }
  } catch (error) {
    return { kind: 'broken', error };
  }
  return checkVersion(handle, file);
}
