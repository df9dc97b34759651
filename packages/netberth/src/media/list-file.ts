import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import type { ListSource } from '@netberth/media/node';
import { Failure } from '../failure.ts';
import { explainFileError } from '../explain-file-error.ts';

/** A list of media in a file that can be read. */
export async function listFile(path: string): Promise<ListSource> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new Failure(`Cannot read ${path}: ${explainFileError(error)}`, { cause: error });
  }
  return { name: path, open: () => createReadStream(path) };
}
