import type { auditList, auditVerify, OutputOf } from '@netberth/api';
import { countText } from './measure-text.ts';
import { bad, good, quiet } from './painted.ts';
import { table } from './table.ts';
import { exactTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function auditListText({ records }: OutputOf<typeof auditList>, view: View): string {
  if (records.length === 0) return 'Nobody has changed anything yet.\n';
  const rows = records.map((record) => [
    record.id,
    exactTime(record.at),
    record.actor,
    record.origin,
    record.command,
    record.target ?? quiet('-'),
    refusedText(record.after) ?? record.reason ?? '',
  ]);
  return table(['ID', 'TIME', 'WHO', 'FROM', 'COMMAND', 'TARGET', 'WHY'], rows, view.paint, view.lineColumns);
}

/** Of a record that says that somebody was not let. */
function refusedText(after: unknown): string | undefined {
  if (typeof after !== 'object' || after === null || !('refused' in after)) return undefined;
  return `refused: ${String(after.refused)}`;
}

export function auditVerifiedText(
  { ok, records, removed, problems }: OutputOf<typeof auditVerify>,
  view: View,
): string {
  const line = lineWith(view.paint);
  if (ok)
    return (
      line`The audit log is ${good('whole')}: ${countText(records, 'record')}, each chained to the one before.` +
      (removed === 0 ? '' : line` ${removed} older ones were removed by age.`) +
      '\n'
    );
  return [
    line`The audit log is ${bad('broken')}:`,
    ...problems.map((problem) => line`  ${problem}`),
    'Keep a copy of the database and compare it with your last backup before you go on.',
    '',
  ].join('\n');
}
