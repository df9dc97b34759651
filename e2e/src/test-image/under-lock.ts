import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const staleAfterMs = 20_000;

/**
 * Runs `work` while no other process does so under the same lock, a folder that is there meanwhile.
 * One that nobody has touched for 20 s belonged to a process that is dead.
 */
export async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!take(lock)) await sleep(200);
  const heartbeat = setInterval(() => utimesSync(lock, new Date(), new Date()), staleAfterMs / 4);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - touched > staleAfterMs) rmSync(lock, { recursive: true, force: true });
  return false;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
