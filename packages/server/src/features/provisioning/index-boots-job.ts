import type { Database } from '../../database/work.ts';
import { indexBoots } from './boot-index.ts';

const restMs = 2000;
/** Between two batches, so that machines that ask meanwhile come first. */
const breathMs = 50;

/** Keeps the index of boots by machine close behind the boots. */
export function startIndexingBoots(database: Database, onError: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout;
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      database.write(indexBoots).then(
        (count) => again(count === 0 ? restMs : breathMs),
        (error: unknown) => {
          onError(error);
          again(restMs);
        },
      );
    }, afterMs);
    timer.unref();
  };
  again(restMs);
  return () => clearTimeout(timer);
}
