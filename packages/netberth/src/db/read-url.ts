import { readFile } from 'node:fs/promises';
import { Failure } from '../failure.ts';

/** The URL of a database as it was given, or out of the file that `@FILE` names: others see command lines. */
export async function readUrl(given: string): Promise<string> {
  if (!given.startsWith('@')) return given;
  const file = given.slice(1);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read the URL of a database from ${file}: ${why}`, { cause: error });
  }
}
