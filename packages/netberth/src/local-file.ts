import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure } from './failure.ts';

/** The text of a file that a person named; `-` is standard input. */
export async function readLocalFile(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = error instanceof Error && !isMissing ? error.message : 'there is no such file';
    throw new Failure(`Cannot read ${path}: ${reason}`, { cause: error });
  }
}
