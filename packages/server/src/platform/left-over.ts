import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from './error-code.ts';

/** So long another server may be at work on something that no row and no link names yet. */
const atWorkMs = 24 * 3_600_000;

/**
 * Whether something may be removed that nobody points to. In a folder that other servers write to as well, it may be what
 * one of them is just putting there.
 *
 * @param writer this server, of those that write to the folder; null: it alone does
 */
export async function isLeftOver(path: string, folder: string, writer: string | null): Promise<boolean> {
  if (writer === null) return true;
  const found = await stat(path).catch(absentIsNull);
  if (found === null) return false;
  return Math.max(found.mtimeMs, found.ctimeMs) < (await diskNowMs(folder, writer)) - atWorkMs;
}

function absentIsNull(error: unknown): null {
  if (hasErrorCode(error, 'ENOENT')) return null;
  throw error;
}

/** By the clock that the times of its files come from, which is not that of this host. */
async function diskNowMs(folder: string, writer: string): Promise<number> {
  const file = join(folder, `.clock-${writer}`);
  await writeFile(file, `${process.pid}\n`);
  return (await stat(file)).mtimeMs;
}
