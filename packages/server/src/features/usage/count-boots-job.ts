import type { Database } from '../../database/work.ts';
import { repeatJob } from '../../platform/repeat-job.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { countOwnBoots } from './count-own-boots.ts';
import type { PopularEntries } from './popular-entries.ts';

/** Counts what was booted from the menu, some seconds behind, and what is popular by that. */
export function startCountingBoots(
  database: Database,
  menu: MenuSource,
  popular: PopularEntries,
  onError: (error: unknown) => void,
): () => void {
  return repeatJob(async () => {
    const counted = await database.write(() => countOwnBoots(menu));
    await database.read(() => popular.keepUp(counted));
    return counted;
  }, onError);
}
