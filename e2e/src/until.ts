import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until it is so. @throws when it is not within the time */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${isSo.toString()}`);
    await sleep(200);
  }
}
