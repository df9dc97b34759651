import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { FilesConfig } from '../config/config.ts';

/**
 * Where files lie that machines get. `writer` tells this process from other servers that write there, also where somebody
 * has copied a data folder with its keys; null: there is no other.
 */
export type FilesFolder = { readonly files: string; readonly writer: string | null };

export function filesFolderOf({ place }: FilesConfig, data: string): FilesFolder {
  if (place.kind === 'own') return { files: data, writer: null };
  // What object storage has is copied into the data folder, beside what this server makes.
  const files = place.kind === 'shared' ? resolve(place.folder) : data;
  return { files, writer: randomBytes(8).toString('hex') };
}
