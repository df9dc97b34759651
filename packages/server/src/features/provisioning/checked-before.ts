import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { RenderCheck, RenderCheckOfMany } from './render-check.ts';

/** What was found out about all of them, machine by machine. */
export function* checkedBefore(
  machines: readonly MachineRecord[],
  profiles: readonly ProfileRecord[],
  checkMany: RenderCheckOfMany,
): Reading<RenderCheck> {
  const problems = new Map<string, ReadonlyMap<number, string>>();
  for (const profile of profiles) problems.set(profile.name, yield* checkMany(machines, profile));
  // oxlint-disable-next-line require-yield -- it is a reading whose rows were read before
  return function* ({ id }, { name }) {
    const why = problems.get(name)?.get(id);
    return why === undefined ? [] : [why];
  };
}
