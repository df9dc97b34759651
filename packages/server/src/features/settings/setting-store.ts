import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** A setting that was set while the server ran. */
export type SettingRecord = {
  readonly name: string;
  /** As it was written. */
  readonly value: string;
  readonly changedBy: string;
  readonly changedAtMs: number;
};

const all = statement()((query) => query.selectFrom('settings').selectAll().orderBy('name'));
const byName = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('settings').selectAll().where('name', '=', name),
);
const insertRow = statement<{ name: string; value: string; changedBy: string; atMs: number }>()(
  (query, { name, value, changedBy, atMs }) =>
    query
      .insertInto('settings')
      .values({ name, value_json: value, changed_by: changedBy, changed_at_ms: atMs }),
);
const deleteRow = statement<{ name: string }>()((query, { name }) =>
  query.deleteFrom('settings').where('name', '=', name),
);

export function* listStoredSettings(): Reading<readonly SettingRecord[]> {
  return (yield* readAll(all, {})).map(settingOfRow);
}

export function* findStoredSetting(name: string): Reading<SettingRecord | undefined> {
  const row = yield* readFirst(byName, { name });
  return row && settingOfRow(row);
}

/** In place of what there is of that name. */
export function* putSetting({ name, value, changedBy, changedAtMs }: SettingRecord): Writing<void> {
  yield* deleteSetting(name);
  yield* change(insertRow, { name, value: JSON.stringify(value), changedBy, atMs: changedAtMs });
}

export function* deleteSetting(name: string): Writing<void> {
  yield* change(deleteRow, { name });
}

function settingOfRow(row: {
  name: string;
  value_json: string;
  changed_by: string;
  changed_at_ms: number;
}): SettingRecord {
  return {
    name: row.name,
    value: JSON.parse(row.value_json) as string,
    changedBy: row.changed_by,
    changedAtMs: row.changed_at_ms,
  };
}
