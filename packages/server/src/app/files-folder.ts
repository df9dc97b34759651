import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { FilesPlace } from '../config/files-settings.ts';

/**
 * Where files lie that machines get. `writer` tells this process from other servers that write there, also where somebody
 * has copied a data folder with its keys; null: there is no other.
 */
export type FilesFolder = { readonly files: string; readonly writer: string | null };

export function filesFolderOf(place: FilesPlace, data: string): FilesFolder {
  return place.kind === 'shared'
    ? { files: resolve(place.folder), writer: randomBytes(8).toString('hex') }
    : { files: data, writer: null };
}
