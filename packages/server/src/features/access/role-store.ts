import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { OwnRoles } from './resolve-roles.ts';

export type RoleRecord = {
  readonly name: string;
  readonly summary: string;
  readonly permissions: readonly string[];
};

const all = statement()((query) => query.selectFrom('roles').selectAll().orderBy('name'));
const byName = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('roles').selectAll().where('name', '=', name),
);
const insertRow = statement<{ name: string; summary: string; permissions: string }>()((query, role) =>
  query
    .insertInto('roles')
    .values({ name: role.name, summary: role.summary, permissions_json: role.permissions }),
);
const deleteRow = statement<{ name: string }>()((query, { name }) =>
  query.deleteFrom('roles').where('name', '=', name),
);

export function* listOwnRoles(): Reading<readonly RoleRecord[]> {
  return (yield* readAll(all, {})).map(roleOfRow);
}

export function* ownRolesByName(): Reading<OwnRoles> {
  return new Map((yield* listOwnRoles()).map(({ name, permissions }) => [name, permissions]));
}

export function* findOwnRole(name: string): Reading<RoleRecord | undefined> {
  const row = yield* readFirst(byName, { name });
  return row && roleOfRow(row);
}

/** In place of what there is of that name. */
export function* putOwnRole({ name, summary, permissions }: RoleRecord): Writing<void> {
  yield* deleteOwnRole(name);
  yield* change(insertRow, { name, summary, permissions: JSON.stringify(permissions) });
}

export function* deleteOwnRole(name: string): Writing<void> {
  yield* change(deleteRow, { name });
}

function roleOfRow(row: { name: string; summary: string; permissions_json: string }): RoleRecord {
  return {
    name: row.name,
    summary: row.summary,
    permissions: JSON.parse(row.permissions_json) as string[],
  };
}
