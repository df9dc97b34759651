import type { Reading } from '../../database/work.ts';
import { isGrantLive } from '../provisioning/grant-record.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { findGrant } from '../provisioning/grant-store.ts';

/**
 * Whether a machine that runs a task image should restart, because something else is meant for it now. What has failed stays on
 * its screen until a person grants again; what rests on the image stays in it.
 */
export function* nextForMachine({ boot, machine, nowMs }: BootBearer): Reading<'restart' | 'stay'> {
  if (boot.finishedAtMs === null && boot.failedAtMs === null) return 'stay';
  const grant = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (grant !== undefined && isGrantLive(grant, nowMs)) return 'restart';
  if (boot.failedAtMs !== null || machine.resting === boot.profile) return 'stay';
  return 'restart';
}
