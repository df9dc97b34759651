import { change, insert, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** The roles that members of a group have. */
export type GroupRecord = {
  readonly id: number;
  readonly source: 'directory' | 'oidc';
  readonly group: string;
  readonly roles: readonly string[];
};

const all = statement()((query) => query.selectFrom('group_roles').selectAll().orderBy('id'));
const byId = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('group_roles').selectAll().where('id', '=', id),
);
const insertRow = statement<{ source: string; folded: string; group: string; roles: string }>()(
  (query, row) =>
    query.insertInto('group_roles').values({
      source: row.source,
      folded_group: row.folded,
      group_name: row.group,
      roles_json: row.roles,
    }),
  'id',
);
const updateRow = statement<{ id: number; roles: string }>()((query, { id, roles }) =>
  query.updateTable('group_roles').set({ roles_json: roles }).where('id', '=', id),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('group_roles').where('id', '=', id),
);

export function* listGroups(): Reading<readonly GroupRecord[]> {
  return (yield* readAll(all, {})).map(groupOfRow);
}

export function* findGroup(id: number): Reading<GroupRecord | undefined> {
  const row = yield* readFirst(byId, { id });
  return row && groupOfRow(row);
}

export function* insertGroup({ source, group, roles }: Omit<GroupRecord, 'id'>): Writing<GroupRecord> {
  const row = { source, folded: foldGroup(group), group, roles: JSON.stringify(roles) };
  return { id: yield* insert(insertRow, row), source, group, roles };
}

export function* setGroupRoles(group: GroupRecord, roles: readonly string[]): Writing<GroupRecord> {
  yield* change(updateRow, { id: group.id, roles: JSON.stringify(roles) });
  return { ...group, roles };
}

export function* deleteGroup(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

/** Directories do not tell upper from lower case in names. */
export function foldGroup(group: string): string {
  return group.toLowerCase();
}

type Row = { id: number; source: string; group_name: string; roles_json: string };

function groupOfRow(row: Row): GroupRecord {
  return {
    id: row.id,
    source: row.source as GroupRecord['source'],
    group: row.group_name,
    roles: JSON.parse(row.roles_json) as string[],
  };
}
