import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What stands there; null: nothing. */
export async function statOf(path: string): Promise<Stats | null> {
  return await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}
