import type { RestartWish } from './grant-restarter.ts';
import type { Reading } from '../../database/work.ts';
import { profileNotFound } from '../profiles/profile-not-found.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';

/** What a person wants to grant, to one machine or to many. */
export type GrantOrder = RestartWish & {
  /** Names of profiles. */
  readonly profiles: readonly string[];
  /** `4h` */
  readonly expires: string;
  readonly maxStarts: number;
  /** A live grant is revoked first. */
  readonly replace: boolean;
  readonly reason?: string | undefined;
};

/** @throws CommandRefused when there is no such profile */
export function* requireProfiles(names: readonly string[]): Reading<readonly ProfileRecord[]> {
  const profiles: ProfileRecord[] = [];
  for (const name of new Set(names)) {
    const profile = yield* findProfile(name);
    if (!profile) throw yield* profileNotFound(name);
    profiles.push(profile);
  }
  return profiles;
}
