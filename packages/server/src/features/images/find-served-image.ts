import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { bearerOf, whyNotServed } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { findBoot, recentBootsOfAddress } from '../provisioning/boot-store.ts';

export type ImageRequest = {
  readonly profile: string;
  /** From `/b/<number>/images/…`; null for KIWIspray's plain paths. */
  readonly bootNumber: number | null;
  readonly address: string;
};

export type ServedImage = {
  readonly profile: ProfileRecord;
  /** The live boot that the bytes belong to, if one can be told. */
  readonly bearer: BootBearer | undefined;
};

/** A boot older than this fetches nothing any more. */
const longestBootMs = 24 * 3_600_000;

/**
 * What is asked for, and by which boot. A boot number is no secret, so it counts only from the boot's own address: no
 * machine can start or advance the boot of another.
 */
export function* findServedImage(request: ImageRequest): Reading<ServedImage | undefined> {
  const profile = yield* findProfile(request.profile);
  if (!profile) return undefined;
  const bearer =
    request.bootNumber === null
      ? yield* onlyLiveBoot(request.address, profile)
      : yield* boot(request.bootNumber, request.address, profile);
  return { profile, bearer };
}

function* boot(number: number, address: string, profile: ProfileRecord): Reading<BootBearer | undefined> {
  const record = yield* findBoot(number);
  if (record?.address !== address || record.profile !== profile.name) return undefined;
  return livingOrNone(yield* bearerOf(record), profile);
}

/** KIWIspray's URLs do not say whose boot it is: if just one machine at this address boots this profile, it is that. */
function* onlyLiveBoot(address: string, profile: ProfileRecord): Reading<BootBearer | undefined> {
  const recent = yield* recentBootsOfAddress(address, (yield* now()) - longestBootMs);
  const newest = new Map<number, BootBearer>();
  for (const record of recent) {
    if (record.profile !== profile.name || record.machineId === null || newest.has(record.machineId))
      continue;
    const bearer = livingOrNone(yield* bearerOf(record), profile);
    if (bearer) newest.set(record.machineId, bearer);
  }
  const [only, other] = newest.values();
  return other === undefined ? only : undefined;
}

function livingOrNone(bearer: BootBearer | undefined, profile: ProfileRecord): BootBearer | undefined {
  return bearer && whyNotServed(bearer, profile) === undefined ? bearer : undefined;
}
