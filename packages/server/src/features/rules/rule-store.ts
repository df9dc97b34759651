import type { Selectable } from 'kysely';
import type { WantedRule } from '@netberth/api';
import type { RulesTable } from '../../database/tables.ts';
import { change, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { compareRules } from './judge-machine.ts';
import { conditionsOf, wantedOf } from './rule-record.ts';
import type { RuleRecord } from './rule-record.ts';

type Row = Selectable<RulesTable>;

const all = statement()((query) => query.selectFrom('rules').selectAll());
const byName = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('rules').selectAll().where('name', '=', name),
);
const deleteRow = statement<{ name: string }>()((query, { name }) =>
  query.deleteFrom('rules').where('name', '=', name),
);
const insertRow = statement<Row>()((query, row) =>
  query.insertInto('rules').values({
    name: row.name,
    wanted_json: row.wanted_json,
    grantor: row.grantor,
    changed_by: row.changed_by,
    changed_at_ms: row.changed_at_ms,
  }),
);

/** In the order in which they count. */
export function* listRules(): Reading<readonly RuleRecord[]> {
  return (yield* readAll(all, {})).map(ruleOfRow).toSorted(compareRules);
}

export function* findRule(name: string): Reading<RuleRecord | undefined> {
  const row = yield* readFirst(byName, { name });
  return row && ruleOfRow(row);
}

/** In place of the one of that name, if there is one. */
export function* putRule(rule: RuleRecord): Writing<void> {
  yield* change(deleteRow, { name: rule.name });
  yield* change(insertRow, {
    name: rule.name,
    wanted_json: JSON.stringify(wantedOf(rule)),
    grantor: rule.grantor,
    changed_by: rule.changedBy,
    changed_at_ms: rule.changedAtMs,
  });
}

export function* deleteRule(name: string): Writing<void> {
  yield* change(deleteRow, { name });
}

function ruleOfRow(row: Row): RuleRecord {
  const wanted = JSON.parse(row.wanted_json) as WantedRule;
  return {
    ...wanted,
    name: row.name,
    conditions: conditionsOf(wanted.match),
    grantor: row.grantor,
    changedBy: row.changed_by,
    changedAtMs: row.changed_at_ms,
  };
}
