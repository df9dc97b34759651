import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';

/**
 * Everything that a profile would be asked for by a machine, rendered once before it counts (rule 9).
 * Yields nothing but problems; none means that it will not fail at three in the morning.
 */
export type RenderCheck = (machine: MachineRecord, profile: ProfileRecord) => Reading<readonly string[]>;
