import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure } from './failure.ts';
import { explainFileError } from './explain-file-error.ts';

/** The text of a file that a person named; `-` is standard input. */
export async function readLocalFile(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Failure(`Cannot read ${path}: ${explainFileError(error)}`, { cause: error });
  }
}
