import type { Reading } from '../../database/work.ts';
import { now } from '../../database/work.ts';
import { hashSecret, isSameHash } from '../../platform/boot-id.ts';
import { messages } from '../../platform/message-registry.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachine } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { BootRecord } from './boot-record.ts';
import { findBootByHash } from './boot-store.ts';
import { isGrantLive } from './grant-record.ts';
import type { GrantRecord } from './grant-record.ts';
import { findGrant } from './grant-store.ts';

/** Who holds a boot id, and everything that decides what it still opens (rule 5). */
export type BootBearer = {
  readonly nowMs: number;
  readonly boot: BootRecord;
  readonly machine: MachineRecord;
  /** The grant the boot was served under, however it ended; null for a boot without one. */
  readonly grant: GrantRecord | null;
};

/** @returns undefined when the boot id is not one of this machine's: the caller learns no more than that. */
export function* findBearer(machineId: number, bootId: string): Reading<BootBearer | undefined> {
  const hash = hashSecret(bootId);
  const found = yield* findBootByHash(hash);
  if (!found || !isSameHash(found.hash, hash)) return undefined;
  return found.boot.machineId === machineId ? yield* bearerOf(found.boot) : undefined;
}

export function* bearerOf(boot: BootRecord): Reading<BootBearer | undefined> {
  const machine = boot.machineId === null ? undefined : yield* findMachine(boot.machineId);
  if (!machine) return undefined;
  const grant = boot.grantId === null ? null : ((yield* findGrant(boot.grantId)) ?? null);
  return { nowMs: yield* now(), boot, machine, grant };
}

/** Reporting lasts until a newer boot has started or the machine is held. @returns why not, if not */
export function whyNoReport({ boot, machine }: BootBearer): string | undefined {
  if (machine.state === 'held') return `the machine is held`;
  if (machine.startedBoot !== null && machine.startedBoot > boot.number) {
    return `boot ${machine.startedBoot} has started since`;
  }
  return undefined;
}

/** Serving ends with the step, with the grant, and when another boot has started the step. @returns why not, if not */
export function whyNotServed(bearer: BootBearer, profile: ProfileRecord): string | undefined {
  const { boot, grant, nowMs } = bearer;
  const unreported = whyNoReport(bearer);
  if (unreported) return unreported;
  if (boot.finishedAtMs !== null) return 'it has finished';
  if (boot.grantId === null) return whyNotWithoutGrant(bearer, profile);
  if (grant === null || !isGrantLive(grant, nowMs)) return 'its grant has ended';
  if (grant.step !== boot.step) return 'its step has ended';
  return whyNotStarted(boot, grant, profile);
}

/** Does the boot belong to an install that was running when its machine was taken over from KIWIspray? */
export function isTakenOver({ boot, machine }: BootBearer): boolean {
  return boot.grantId === null && boot.profile !== null && machine.pendingSteps[0] === boot.profile;
}

/** A picked profile is attended (rule 1); an install that was taken over may still fetch its post-install script. */
function whyNotWithoutGrant(bearer: BootBearer, profile: ProfileRecord): string | undefined {
  const { boot } = bearer;
  if (boot.failedAtMs !== null) return 'it has failed';
  if (boot.reasonCode === messages.picked.code)
    return 'a person picked it in the menu, and what is unattended needs a grant';
  return profile.destructive && !isTakenOver(bearer)
    ? 'its profile is destructive and nothing is granted'
    : undefined;
}

function whyNotStarted(boot: BootRecord, grant: GrantRecord, profile: ProfileRecord): string | undefined {
  if (grant.startedBoot === boot.number) return undefined;
  if (grant.startedBoot !== null && !profile.retryAfterStart)
    return `boot ${grant.startedBoot} has started this step`;
  if (grant.starts >= grant.maxStarts) return `the step has started ${grant.starts} times`;
  return undefined;
}
