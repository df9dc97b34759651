import type { Database } from '../../database/work.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { countOwnBoots } from './count-own-boots.ts';

const restMs = 2000;
/** Between two batches, so that machines that ask meanwhile come first. */
const breathMs = 100;

/** Counts what was booted from the menu, some seconds behind. */
export function startCountingBoots(
  database: Database,
  menu: MenuSource,
  onError: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout;
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      database
        .write(() => countOwnBoots(menu))
        .then(
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
