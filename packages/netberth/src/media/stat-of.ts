import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hasErrorCode } from '../error-code.ts';

/** What stands there; null: nothing. */
export async function statOf(path: string): Promise<Stats | null> {
  return await stat(path).catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  });
}
