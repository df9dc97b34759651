import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import type { ListSource } from '@netberth/media/node';
import { Failure } from '../failure.ts';

/** A list of media in a file that can be read. */
export async function listFile(path: string): Promise<ListSource> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read ${path}: ${why}`, { cause: error });
  }
  return { name: path, open: () => createReadStream(path) };
}
