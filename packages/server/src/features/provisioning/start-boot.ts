import type { Writing } from '../../database/work.ts';
import { insistOnMachine, updateMachine } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { whyNotServed } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import { markBoot } from './boot-store.ts';
import { updateGrant } from './grant-store.ts';
import { moveMachine } from './move-machine.ts';

/**
 * From here on the boot counts as started (rule 3): what follows may write to the machine's disks. A boot starts once.
 * @returns why it may not, if not; then nothing has changed
 */
export function* startBoot(bearer: BootBearer, profile: ProfileRecord): Writing<string | undefined> {
  const why = whyNotServed(bearer, profile);
  if (why !== undefined) return why;
  const { boot, machine, grant, nowMs } = bearer;
  if (boot.startedAtMs !== null) {
    yield* insistOnMachine(machine);
    return undefined;
  }
  yield* markBoot(boot.number, 'started', nowMs);
  if (grant === null) {
    yield* updateMachine(machine, { startedBoot: boot.number });
    return undefined;
  }
  yield* updateGrant(grant, { starts: grant.starts + 1, startedBoot: boot.number });
  yield* moveMachine(machine, 'start', {
    startedBoot: boot.number,
    finishedAtMs: profile.destructive ? null : machine.finishedAtMs,
  });
  return undefined;
}
