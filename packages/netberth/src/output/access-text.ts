import type * as api from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { strong } from './painted.ts';
import { table } from './table.ts';
import { lastTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function userListText({ users }: OutputOf<typeof api.userList>, view: View): string {
  if (users.length === 0)
    return 'Nobody can sign in yet.\nMake an account: netberth user add NAME --roles ROLE\n';
  const rows = users.map((user) => [
    user.name,
    user.roles.join(', ') || '-',
    user.disabled ? 'disabled' : 'may sign in',
    lastTime(user.lastSignInAt, view.now),
  ]);
  return table(['USER', 'ROLES', 'ACCOUNT', 'SIGNED IN'], rows, view.paint, view.lineColumns);
}

export function userAddedText(user: OutputOf<typeof api.userAdd>, view: View): string {
  const line = lineWith(view.paint);
  return passwordText(line`Made the account ${user.name} (${user.roles.join(', ')}).`, user.password, view);
}

export function userPasswordText({ user, password }: OutputOf<typeof api.userPassword>, view: View): string {
  const line = lineWith(view.paint);
  return passwordText(line`${user} has a new password and is signed out everywhere.`, password, view);
}

function passwordText(what: string, password: string, { paint }: View): string {
  const line = lineWith(paint);
  return `${what} The password is shown only now:\n\n${line`  ${strong(password)}`}\n\n`;
}

export function userSetText(user: OutputOf<typeof api.userSet>, view: View): string {
  const line = lineWith(view.paint);
  return user.disabled
    ? line`${user.name} may not sign in any more and is signed out everywhere.\n`
    : line`${user.name} has the roles ${user.roles.join(', ') || 'of groups alone'} from the next request on.\n`;
}

export function userRemovedText({ removed }: OutputOf<typeof api.userRemove>, view: View): string {
  return lineWith(view.paint)`${removed} is removed and signed out everywhere.\n`;
}

export function roleListText({ roles }: OutputOf<typeof api.roleList>, view: View): string {
  const rows = roles.map((role) => [
    role.name,
    role.builtIn ? 'built in' : 'own',
    `${role.summary === '' ? '' : `${role.summary}: `}${role.permissions.join(', ')}`,
  ]);
  return table(['ROLE', 'KIND', 'WHAT IT IS FOR, AND WHAT IT MAY'], rows, view.paint, view.lineColumns);
}

export function roleSetText(role: OutputOf<typeof api.roleSet>, view: View): string {
  const line = lineWith(view.paint);
  return line`The role ${role.name} may now: ${role.permissions.join(', ')}.\nGive it to somebody: netberth user set NAME --roles ${role.name}\n`;
}

export function roleRemovedText({ removed }: OutputOf<typeof api.roleRemove>, view: View): string {
  return lineWith(view.paint)`The role ${removed} is removed: whoever had it has lost what it allowed.\n`;
}

export function groupListText({ groups }: OutputOf<typeof api.groupList>, view: View): string {
  if (groups.length === 0) return 'No group gives roles yet.\nNext: netberth group set GROUP --roles ROLE\n';
  const rows = groups.map(({ id, source, group, roles }) => [id, source, group, roles.join(', ')]);
  return table(['ID', 'FROM', 'GROUP', 'ROLES'], rows, view.paint, view.lineColumns);
}

export function groupSetText({ group, roles }: OutputOf<typeof api.groupSet>, view: View): string {
  const line = lineWith(view.paint);
  return line`Members of ${group} have the roles ${roles.join(', ')} from their next request on.\n`;
}

export function groupRemovedText({ removed }: OutputOf<typeof api.groupRemove>): string {
  return `Group ${removed} gives no roles any more.\n`;
}

export function sessionListText({ sessions }: OutputOf<typeof api.sessionList>, view: View): string {
  if (sessions.length === 0) return 'Nobody is signed in.\n';
  const rows = sessions.map((session) => [
    session.id,
    session.user,
    session.address,
    relativeTime(session.startedAt, view.now),
    relativeTime(session.lastUsedAt, view.now),
    relativeTime(session.endsAt, view.now),
  ]);
  return table(['ID', 'USER', 'FROM', 'SINCE', 'USED', 'ENDS'], rows, view.paint, view.lineColumns);
}

export function sessionEndedText({ ended }: OutputOf<typeof api.sessionEnd>): string {
  return `Session ${ended} is ended: its next request is refused.\n`;
}

export function directoryCheckText(
  { servers, person }: OutputOf<typeof api.directoryCheck>,
  view: View,
): string {
  const line = lineWith(view.paint);
  const rows = servers.map(({ url, problem }) => [url, problem ?? 'can be asked']);
  const text = table(['SERVER', 'STATE'], rows, view.paint, view.lineColumns);
  if (person === null) return text;
  const lines = [
    line`${person.name}: ${person.problem ?? 'may sign in'}`,
    ...(person.dn === null ? [] : [line`  DN      ${person.dn}`]),
    ...person.groups.map((group) => line`  group   ${group}`),
    ...person.roles.map((role) => line`  role    ${role}`),
  ];
  return `${text}\n${lines.join('\n')}\n`;
}
