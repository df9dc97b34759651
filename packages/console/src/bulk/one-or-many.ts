import type { BulkResult } from '@netberth/api';

type Shown = Pick<BulkResult, 'changed' | 'refused' | 'refusedCount' | 'proposal'>;

/** What is done to one machine alone is recorded as done to it, so that the audit log finds it there. */
export async function runForOneOrMany(
  ids: readonly number[],
  one: (machine: string) => Promise<Shown['proposal'] | void>,
  many: () => Promise<BulkResult>,
): Promise<Shown> {
  const [only] = ids;
  if (only === undefined || ids.length > 1) return await many();
  const proposal = (await one(String(only))) ?? null;
  return { changed: proposal === null ? 1 : 0, refused: [], refusedCount: 0, proposal };
}
