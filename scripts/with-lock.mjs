import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const patienceMs = 1_000;

/**
 * Runs `action` while no other process runs under the same lock file.
 * flock(1) holds the lock and lives as long as its standard input: when this process dies, however it dies,
 * the pipe closes and the lock is free. Without flock (macOS) the action runs unlocked.
 */
export async function withLock(lockFile, waitingFor, action) {
  mkdirSync(dirname(lockFile), { recursive: true });
  const holder = spawn('flock', [lockFile, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => holder.once('error', resolve).once('exit', resolve));
  const notice = setTimeout(() => console.error(`Waiting for another run that ${waitingFor}.`), patienceMs);
  await Promise.race([once(holder.stdout, 'data'), ended]).catch(() => undefined);
  clearTimeout(notice);
  try {
    return await action();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
