import { findRollout, rolloutsUnderWay } from './rollout-store.ts';
import type { Database } from '../../database/work.ts';
import { advanceRollout } from './advance-rollout.ts';

const everyMs = 5000;

/** Brings roll-outs forward when time passes: a machine that says nothing tells nobody that it does. */
export function startAdvancingRollouts(database: Database, onError: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    advanceRollouts(database).catch(onError);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function advanceRollouts(database: Database): Promise<void> {
  for (const { id } of await database.read(rolloutsUnderWay))
    await database.write(function* () {
      const rollout = yield* findRollout(id);
      if (rollout) yield* advanceRollout(rollout);
    });
}
