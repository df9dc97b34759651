import type { Selectable } from 'kysely';
import type { UsersTable } from '../../database/tables.ts';
import { change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { UserRecord, UserSource } from './user-record.ts';

const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('users').selectAll().where('id', '=', id),
);
const byName = statement<{ source: string; name: string }>()((query, { source, name }) =>
  query.selectFrom('users').selectAll().where('source', '=', source).where('name', '=', name),
);

type Stored = {
  passwordHash: string | null;
  roles: string;
  groups: string;
  disabled: number;
  signedInAtMs: number | null;
  checkedAtMs: number | null;
};
const insertRow = statement<Stored & { source: string; name: string; createdAtMs: number }>()(
  (query, user) =>
    query.insertInto('users').values({
      source: user.source,
      name: user.name,
      password_hash: user.passwordHash,
      roles_json: user.roles,
      groups_json: user.groups,
      disabled: user.disabled,
      created_at_ms: user.createdAtMs,
      signed_in_at_ms: user.signedInAtMs,
      checked_at_ms: user.checkedAtMs,
    }),
  'id',
);
const updateRow = statement<Stored & { id: number }>()((query, user) =>
  query
    .updateTable('users')
    .set({
      password_hash: user.passwordHash,
      roles_json: user.roles,
      groups_json: user.groups,
      disabled: user.disabled,
      signed_in_at_ms: user.signedInAtMs,
      checked_at_ms: user.checkedAtMs,
    })
    .where('id', '=', user.id),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('users').where('id', '=', id),
);

export function* findUser(id: number): Reading<UserRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && userOfRow(row);
}

export function* findUserNamed(user: { source: UserSource; name: string }): Reading<UserRecord | undefined> {
  const row = yield* readFirst(byName, { source: user.source, name: user.name });
  return row && userOfRow(row);
}

export function* listUsers(after: number, limit: number): Reading<readonly UserRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('users').selectAll().where('id', '>', after).orderBy('id').limit(limit),
  );
  return rows.map(userOfRow);
}

export function* insertUser(user: Omit<UserRecord, 'id'>): Writing<UserRecord> {
  const { source, name, createdAtMs } = user;
  const id = yield* insert(insertRow, { ...storedOf(user), source, name, createdAtMs });
  return { ...user, id };
}

export function* updateUser(user: UserRecord, changes: Partial<UserRecord>): Writing<UserRecord> {
  const changed = { ...user, ...changes };
  yield* change(updateRow, { ...storedOf(changed), id: user.id });
  return changed;
}

export function* deleteUser(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

function storedOf(user: Omit<UserRecord, 'id'>): Stored {
  return {
    passwordHash: user.passwordHash,
    roles: JSON.stringify(user.roles),
    groups: JSON.stringify(user.groups),
    disabled: user.disabled ? 1 : 0,
    signedInAtMs: user.signedInAtMs,
    checkedAtMs: user.checkedAtMs,
  };
}

function userOfRow(row: Selectable<UsersTable>): UserRecord {
  return {
    id: row.id,
    source: row.source as UserSource,
    name: row.name,
    passwordHash: row.password_hash,
    roles: JSON.parse(row.roles_json) as string[],
    groups: JSON.parse(row.groups_json) as string[],
    disabled: row.disabled === 1,
    createdAtMs: row.created_at_ms,
    signedInAtMs: row.signed_in_at_ms,
    checkedAtMs: row.checked_at_ms,
  };
}
