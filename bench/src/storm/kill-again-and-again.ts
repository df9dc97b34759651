import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../server-process.ts';

/** A server that is started again on the ports it had. */
export type Restart = () => Promise<ServerProcess>;

const everyMs = 8_000;

/** Kills the server with SIGKILL every few seconds and starts it again. @returns what ends that, and says which server runs then */
export function killAgainAndAgain(
  first: ServerProcess,
  restart: Restart,
): () => Promise<{ readonly server: ServerProcess; readonly kills: number }> {
  const stopping = new AbortController();
  let [server, kills] = [first, 0];
  const killing = (async () => {
    while (await isTime(stopping.signal)) {
      const gone = once(server.child, 'exit');
      server.child.kill('SIGKILL');
      await gone;
      server = await restart();
      kills += 1;
    }
  })();
  return async () => {
    stopping.abort();
    await killing;
    return { server, kills };
  };
}

async function isTime(stopping: AbortSignal): Promise<boolean> {
  try {
    await sleep(everyMs, undefined, { signal: stopping });
    return true;
  } catch (error) {
    if (stopping.aborted) return false;
    throw error;
  }
}
