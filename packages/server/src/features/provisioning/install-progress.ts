import type { InstallProgress, InstallStage } from '@netberth/api';
import { readInParts } from '../../database/read-in-parts.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

/** How far the installers of these boots say they are; boots whose installer said nothing are not in it. */
export function* installProgressOf(
  bootNumbers: readonly number[],
): Reading<ReadonlyMap<number, InstallProgress>> {
  const rows = yield* readInParts(bootNumbers, (query, some) =>
    query
      .selectFrom('boot_logs')
      .select(['boot_number', 'stage', 'stage_at_ms'])
      .where('boot_number', 'in', some)
      .where('stage', 'is not', null),
  );
  return new Map(
    rows.map(({ boot_number: boot, stage, stage_at_ms }) => [
      boot,
      { stage: stage as InstallStage, at: isoTime(stage_at_ms ?? 0), boot },
    ]),
  );
}
