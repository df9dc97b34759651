import { userAdd, userList, userPassword, userRemove, userSet } from '@netberth/api';
import type { User } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleWrite, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { withRevision } from '../../commands/revision.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { demandRights, demandRoles } from './demand-rights.ts';
import { hashPassword, newPassword } from './password.ts';
import { deleteSessionsOf } from './session-store.ts';
import { parseUserName, userName } from './user-record.ts';
import type { UserRecord } from './user-record.ts';
import { rightsOfUser } from './user-rights.ts';
import { deleteUser, findUserNamed, insertUser, listUsers, updateUser } from './user-store.ts';
import { viewUser } from './view-user.ts';

const list = handleRead(userList, function* ({ after, limit }) {
  const users = yield* listUsers(after ?? 0, limit);
  const next = users.length === limit ? (users.at(-1)?.id ?? null) : null;
  return { users: users.map(viewUser), next };
});

/** Hashing takes too long for a transaction: it happens before. */
async function preparePassword() {
  const password = newPassword();
  const value = { password, passwordHash: await hashPassword(password) };
  return { value, discard: async () => undefined };
}

const add = handleWriteWithFiles(
  userAdd,
  preparePassword,
  function* ({ name, roles }, actor, { password, passwordHash }) {
    yield* demandRoles(actor, roles);
    if (yield* findUserNamed({ source: 'local', name }))
      throw new CommandRefused('userExists', { user: name });
    const user = yield* insertUser({
      ...{ source: 'local', name, passwordHash, roles, groups: [], disabled: false },
      ...{ createdAtMs: yield* now(), signedInAtMs: null, checkedAtMs: null },
    });
    const after = viewUser(user);
    return { output: { ...after, password }, target: `user:${user.id}`, before: null, after };
  },
);

const set = handleWrite(userSet, function* (input, actor) {
  const user = yield* requireUser(input.user, actor);
  if (input.roles) yield* demandRoles(actor, input.roles);
  const changed = yield* updateUser(user, {
    ...(input.roles && { roles: input.roles }),
    ...(input.disabled !== undefined && { disabled: input.disabled }),
  });
  if (changed.disabled) yield* deleteSessionsOf(user.id);
  const after = viewUser(changed);
  return { output: after, target: `user:${user.id}`, before: viewUser(user), after };
});

const setPassword = handleWriteWithFiles(
  userPassword,
  preparePassword,
  function* (input, actor, { password, passwordHash }) {
    const user = yield* requireUser(input.user, actor);
    if (user.source !== 'local') throw new CommandRefused('noPassword', { user: userName(user) });
    yield* updateUser(user, { passwordHash });
    yield* deleteSessionsOf(user.id);
    const name = userName(user);
    const after = { user: name, password: 'made anew' };
    return { output: { user: name, password }, target: `user:${user.id}`, before: { user: name }, after };
  },
);

const remove = handleWrite(userRemove, function* (input, actor) {
  const user = yield* requireUser(input.user, actor);
  yield* deleteSessionsOf(user.id);
  yield* deleteUser(user.id);
  const removed = userName(user);
  return { output: { removed }, target: `user:${user.id}`, before: viewUser(user), after: null };
});

/** Whoever could give a stronger user a password would be that user. */
function* requireUser(name: string, actor: Actor): Reading<UserRecord> {
  const user = yield* findUserNamed(parseUserName(name));
  if (!user) throw new CommandRefused('userUnknown', { user: name });
  demandRights(actor, yield* rightsOfUser(user));
  return user;
}

function* current(input: { readonly user: string }): Reading<string | null> {
  const user = yield* findUserNamed(parseUserName(input.user));
  return user ? viewUser(user).revision : null;
}

export const userCommands: readonly CommandHandler[] = [
  list,
  add,
  withRevision(set, { of: ({ revision }: User) => revision, current }),
  setPassword,
  withRevision(remove, { current }),
];
