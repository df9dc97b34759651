import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { updateMachine } from '../machines/machine-store.ts';
import { endGrant } from './end-grant.ts';
import { findGrant, newestGrantOf, updateGrant } from './grant-store.ts';

/** A person takes back what was granted. @returns undefined when there is nothing to take back */
export function* revokeGrant(machine: MachineRecord, by: string): Writing<MachineRecord | undefined> {
  const grant = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!grant) return yield* revokeFailed(machine);
  return yield* endGrant(machine, grant, 'revoke', `grant ${grant.id} was revoked by ${by}`);
}

/** A late finish would bring the grant of a failed install back to life. */
function* revokeFailed(machine: MachineRecord): Writing<MachineRecord | undefined> {
  const grant = yield* newestGrantOf(machine.id);
  if (grant?.status !== 'failed' || grant.expiresAtMs <= (yield* now())) return undefined;
  yield* updateGrant(grant, { status: 'revoked' });
  return yield* updateMachine(machine, {});
}
