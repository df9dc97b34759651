import type { User } from '@netberth/api';
import { revisionOf } from '../../commands/revision.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { userName } from './user-record.ts';
import type { UserRecord } from './user-record.ts';

export function viewUser(user: UserRecord): User {
  const { source, roles, disabled } = user;
  return {
    id: user.id,
    name: userName(user),
    source: user.source,
    roles: [...user.roles],
    groups: [...user.groups],
    disabled: user.disabled,
    createdAt: isoTime(user.createdAtMs),
    lastSignInAt: isoTimeOrNull(user.signedInAtMs),
    revision: revisionOf([userName(user), source, roles, disabled]),
  };
}
