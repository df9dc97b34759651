import type { Database } from '../../database/work.ts';
import { repeatJob } from '../../platform/repeat-job.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { countOwnBoots } from './count-own-boots.ts';

/** Counts what was booted from the menu, some seconds behind. */
export function startCountingBoots(
  database: Database,
  menu: MenuSource,
  onError: (error: unknown) => void,
): () => void {
  return repeatJob(() => database.write(() => countOwnBoots(menu)), onError);
}
