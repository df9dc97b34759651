import type { RuleMode } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { RuleFindingsTable } from '../../database/tables.ts';
import { change, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

type Row = Selectable<RuleFindingsTable>;

export type FindingRecord = {
  readonly rule: string;
  readonly machineId: number;
  readonly mode: RuleMode;
  readonly atMs: number;
  readonly did: readonly string[];
  readonly refused: readonly string[];
  readonly grantedAtMs: number | null;
};

/** What stands of one machine at most: a rule does few things, and a person may undo them again and again. */
const maxTexts = 20;

const ofMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('rule_findings').selectAll().where('machine_id', '=', machineId).orderBy('rule'),
);
const one = statement<{ rule: string; machineId: number }>()((query, { rule, machineId }) =>
  query.selectFrom('rule_findings').selectAll().where('rule', '=', rule).where('machine_id', '=', machineId),
);
const grantsSince = statement<{ rule: string; mode: string; sinceMs: number }>()(
  (query, { rule, mode, sinceMs }) =>
    query
      .selectFrom('rule_findings')
      .select('granted_at_ms')
      .where('rule', '=', rule)
      .where('mode', '=', mode)
      .where('granted_at_ms', '>', sinceMs)
      .orderBy('granted_at_ms'),
);
const countOfRule = statement<{ rule: string; mode: string }>()((query, { rule, mode }) =>
  query
    .selectFrom('rule_findings')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('rule', '=', rule)
    .where('mode', '=', mode),
);
const deleteOne = statement<{ rule: string; machineId: number }>()((query, { rule, machineId }) =>
  query.deleteFrom('rule_findings').where('rule', '=', rule).where('machine_id', '=', machineId),
);
const deleteUngranted = statement<{ rule: string }>()((query, { rule }) =>
  query
    .deleteFrom('rule_findings')
    .where('rule', '=', rule)
    .where((row) => row.or([row('mode', '=', 'learn'), row('granted_at_ms', 'is', null)])),
);
const insertRow = statement<Row>()((query, row) =>
  query.insertInto('rule_findings').values({
    rule: row.rule,
    machine_id: row.machine_id,
    mode: row.mode,
    at_ms: row.at_ms,
    did_json: row.did_json,
    refused_json: row.refused_json,
    granted_at_ms: row.granted_at_ms,
  }),
);

export function* findingsOfMachine(machineId: number): Reading<readonly FindingRecord[]> {
  return (yield* readAll(ofMachine, { machineId })).map(findingOfRow);
}

export function* findFinding(rule: string, machineId: number): Reading<FindingRecord | undefined> {
  const row = yield* readFirst(one, { rule, machineId });
  return row && findingOfRow(row);
}

/** Of machines that there are, the newest first. */
export function* newestFindings(
  rule: string,
  limit: number,
): Reading<readonly (FindingRecord & { readonly hostname: string | null })[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('rule_findings')
      .innerJoin('machines', 'machines.id', 'rule_findings.machine_id')
      .selectAll('rule_findings')
      .select('machines.hostname')
      .where('rule_findings.rule', '=', rule)
      .orderBy('rule_findings.at_ms', 'desc')
      .orderBy('rule_findings.machine_id')
      .limit(limit),
  );
  return rows.map((row) => ({ ...findingOfRow(row), hostname: row.hostname }));
}

export function* countFindings(rule: string, mode: RuleMode): Reading<number> {
  return (yield* readFirst(countOfRule, { rule, mode }))?.count ?? 0;
}

/** When a rule granted, or in learn mode would have, the oldest first. Machines that were forgotten count. */
export function* grantsOfRuleSince(
  rule: string,
  mode: RuleMode,
  sinceMs: number,
): Reading<readonly number[]> {
  const rows = yield* readAll(grantsSince, { rule, mode, sinceMs });
  return rows.flatMap(({ granted_at_ms }) => (granted_at_ms === null ? [] : [granted_at_ms]));
}

export function* putFinding(finding: FindingRecord): Writing<void> {
  const { rule, machineId } = finding;
  yield* change(deleteOne, { rule, machineId });
  yield* change(insertRow, {
    ...{ rule, machine_id: machineId, mode: finding.mode, at_ms: finding.atMs },
    did_json: JSON.stringify(finding.did.slice(-maxTexts)),
    refused_json: JSON.stringify(finding.refused.slice(-maxTexts)),
    granted_at_ms: finding.grantedAtMs,
  });
}

/** What it has granted stays: neither a change nor another rule of that name grants the same machine again. */
export function* forgetFindings(rule: string): Writing<void> {
  yield* change(deleteUngranted, { rule });
}

function findingOfRow(row: Row): FindingRecord {
  return {
    rule: row.rule,
    machineId: row.machine_id,
    mode: row.mode as RuleMode,
    atMs: row.at_ms,
    did: JSON.parse(row.did_json) as string[],
    refused: JSON.parse(row.refused_json) as string[],
    grantedAtMs: row.granted_at_ms,
  };
}
