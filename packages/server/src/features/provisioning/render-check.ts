import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';

/**
 * Everything that a profile would be asked for by a machine, rendered once before it counts (rule 9).
 * Yields nothing but problems; none means that it will not fail at three in the morning.
 */
export type RenderCheck = (machine: MachineRecord, profile: ProfileRecord) => Reading<readonly string[]>;

/** The same for many machines. @returns the first problem of each that has one, by its id */
export type RenderCheckOfMany = (
  machines: readonly MachineRecord[],
  profile: ProfileRecord,
) => Reading<ReadonlyMap<number, string>>;
