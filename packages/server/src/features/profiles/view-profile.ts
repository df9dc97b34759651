import type { Profile } from '@netberth/api';
import { isoTime } from '../../platform/iso-time.ts';
import { withoutSecrets } from './preview-answers.ts';
import type { ProfileRecord } from './profile-record.ts';

/** A profile as administrators see it. */
export function viewProfile(profile: ProfileRecord): Profile {
  return {
    name: profile.name,
    destructive: profile.destructive,
    retryAfterStart: profile.retryAfterStart,
    isPrivate: profile.isPrivate,
    proof: profile.proof,
    spec: withoutSecrets(profile).spec,
    answers: { ...profile.answers },
    postInstall: profile.postInstall,
    files: [...profile.files],
    importedAt: isoTime(profile.importedAtMs),
    importedBy: profile.importedBy,
    warnings: [...profile.warnings],
  };
}
