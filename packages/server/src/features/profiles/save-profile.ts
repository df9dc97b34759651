import type { Profile } from '@netberth/api';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { ProfileRecord } from './profile-record.ts';
import { findProfile, insertProfile, replaceProfile } from './profile-store.ts';
import type { NewProfile } from './profile-store.ts';
import { viewProfile } from './view-profile.ts';
import { renderForAll } from './require-profile.ts';
import type { RenderProfile } from './require-profile.ts';

export type SavedProfile = {
  /** What it replaced: its folder has no profile any more. */
  readonly old: ProfileRecord | undefined;
  /** What its command ends with. */
  readonly done: {
    readonly output: Profile;
    readonly target: string;
    readonly before: Profile | null;
    readonly after: Profile;
  };
};

/**
 * Stores a profile once it renders for every machine that the one of its name is granted to.
 * @throws CommandRefused when there is one of its name that is not to be replaced, and when it does not render
 */
export function* saveProfile(
  made: NewProfile,
  { replace, dryRun = false }: { readonly replace: boolean; readonly dryRun?: boolean },
  render: RenderProfile,
): Writing<SavedProfile> {
  const old = yield* findProfile(made.name);
  if (old && !replace) throw new CommandRefused('profileExists', { profile: made.name });
  const asRecord = { locked: [], ...made, id: old?.id ?? 0, version: 0 };
  yield* renderForAll(asRecord, render);
  const output = viewProfile(dryRun ? { ...asRecord, id: 0 } : yield* storeProfile(old, made));
  const before = old ? viewProfile(old) : null;
  return { old, done: { output, target: `profile:${made.name}`, before, after: output } };
}

/** New, or in place of the old one. */
export function* storeProfile(old: ProfileRecord | undefined, made: NewProfile): Writing<ProfileRecord> {
  return old ? yield* replaceProfile(old, made) : yield* insertProfile(made);
}
