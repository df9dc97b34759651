import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryConfig } from '../../config/config.ts';
import type { Database } from '../../database/work.ts';
import { pruneEvents } from '../events/prune-events.ts';
import { pruneBootsAbove, pruneBootsOfNobody, pruneOldBoots } from './prune-boots.ts';

const everyMs = 3_600_000;
/** Between two batches, so that machines that ask meanwhile come first. */
const usualBreathMs = 50;
/** What asked and was no machine, because too many were new at once, is of no use for long. */
const strangersKeepMs = 30 * 24 * 3_600_000;

/** Removes every hour what the settings do not keep of the history. */
export function startPruningHistory(
  database: Database,
  kept: HistoryConfig,
  onError: (error: unknown) => void,
): () => void {
  const stopping = new AbortController();
  const run = () => {
    pruneHistory(database, kept, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) onError(error);
    });
  };
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => {
    stopping.abort();
    clearInterval(timer);
  };
}

/** All of it, in small transactions. @returns how many boots and events went */
export async function pruneHistory(
  database: Database,
  { keepMs, bootsPerMachine, events }: HistoryConfig,
  signal: AbortSignal = new AbortController().signal,
  breathMs = usualBreathMs,
): Promise<number> {
  let removed = 0;
  const prunes = [
    () => pruneOldBoots(keepMs),
    () => pruneBootsOfNobody(Math.min(keepMs, strangersKeepMs)),
    () => pruneEvents(keepMs, events),
  ];
  for (const prune of prunes) {
    for (let looked = 1; looked > 0 && !signal.aborted;) {
      const pruned = await database.write(prune);
      ({ looked } = pruned);
      removed += pruned.removed;
      if (looked > 0) await sleep(breathMs, undefined, { ref: false });
    }
  }
  let machine: number | null = bootsPerMachine === Infinity ? null : 0;
  while (machine !== null && !signal.aborted) {
    const after: number = machine;
    const pruned = await database.write(() => pruneBootsAbove(bootsPerMachine, after));
    ({ machine } = pruned);
    removed += pruned.removed;
    await sleep(breathMs, undefined, { ref: false });
  }
  return removed;
}
