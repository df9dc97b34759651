import { nearestName } from '@netberth/slips';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';

/** Nothing can be done with a profile that there is not; one with nearly that name was perhaps meant. */
export function* profileNotFound(profile: string): Reading<CommandRefused> {
  const rows = yield* readQuery((query) => query.selectFrom('profiles').select('name').orderBy('name'));
  const near = nearestName(
    profile,
    rows.map(({ name }) => name),
  );
  const meant = near === null ? '' : ` (did you mean "${near}"?)`;
  return new CommandRefused('profileNotFound', { profile, meant });
}
