import type { Database } from '../../database/work.ts';
import { repeatJob } from '../../platform/repeat-job.ts';
import { indexBoots } from './boot-index.ts';

/** Keeps the index of boots by machine close behind the boots. */
export function startIndexingBoots(database: Database, onError: (error: unknown) => void): () => void {
  return repeatJob(() => database.write(indexBoots), onError);
}
