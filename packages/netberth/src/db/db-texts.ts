import type { z } from 'zod';
import { countText, sizeText } from '../output/measure-text.ts';
import { bad, good, strong } from '../output/painted.ts';
import { details, table } from '../output/table.ts';
import { lineWith, type View } from '../output/view.ts';
import type { CheckedDatabase, MovedDatabase, dbBackup, dbCheck, dbMigrate } from './db-definitions.ts';

export function dbMigrateText(
  { database, migrated, backup }: z.output<typeof dbMigrate.output>,
  view: View,
): string {
  const line = lineWith(view.paint);
  if (migrated.length === 0)
    return `${line`${database} has the tables of this version: nothing was changed.`}\n`;
  const kept = backup === null ? '' : `${line`The backup from before is ${strong(backup)}`}\n`;
  return `${kept}${line`${good('Migrated')} ${database}: ${migrated.join(', ')}`}\n`;
}

export function dbBackupText(
  { database, file, sizeBytes, tables, rows, keepToo }: z.output<typeof dbBackup.output>,
  view: View,
): string {
  const line = lineWith(view.paint);
  return [
    line`${good('Backed up')} ${database}: ${countText(rows, 'row')} of ${countText(tables, 'table')}, ${sizeText(sizeBytes)}, in ${strong(file)}`,
    line`Not in it, and as necessary: ${keepToo.join(', ')}`,
    line`Back again: netberth db restore ${file}`,
    '',
  ].join('\n');
}

export function dbCheckText(output: z.output<typeof dbCheck.output>, view: View): string {
  if ('problems' in output) return checkedText(output, view);
  const line = lineWith(view.paint);
  return [
    line`${good('Whole')}: ${output.file}, made ${output.madeAt} from ${output.from}`,
    line`${countText(output.rows, 'row')} of ${countText(output.tables.length, 'table')}, last migration ${output.migrations.at(-1) ?? 'none'}`,
    '',
  ].join('\n');
}

export function dbMovedText({ from, madeAt, rows, migrated, check }: MovedDatabase, view: View): string {
  const line = lineWith(view.paint);
  const made = madeAt === null ? '' : ` of ${madeAt}`;
  const newer =
    migrated.length === 0 ? '' : `${line`Brought to the tables of this version: ${migrated.join(', ')}`}\n`;
  const copied = line`${good('Copied')} ${countText(rows, 'row')} from ${from}${made}; every table reads as it was sent`;
  return `${copied}\n${newer}\n${checkedText(check, view)}`;
}

function checkedText({ problems, tables, ...checked }: CheckedDatabase, view: View): string {
  const line = lineWith(view.paint);
  const filled = tables.filter(({ rows }) => rows > 0);
  const found =
    problems.length === 0
      ? [line`${good('Nothing is wrong')}`]
      : problems.map((problem) => line`${bad('Wrong:')} ${problem}`);
  return [
    details(factsOf(checked), view.paint),
    ...(filled.length === 0
      ? []
      : [
          table(
            ['TABLE', 'ROWS'],
            filled.map(({ table: name, rows }) => [name, rows]),
            view.paint,
          ),
        ]),
    `${found.join('\n')}\n`,
  ].join('\n');
}

function factsOf({
  database,
  kind,
  sizeBytes,
  migrations,
  chains,
  secrets,
  beyond,
}: Omit<CheckedDatabase, 'problems' | 'tables'>) {
  const last = migrations.done.at(-1) ?? 'none';
  const state = migrations.pending.length === 0 ? last : `${last}, ${migrations.pending.length} to come`;
  return [
    ['Database', database],
    ['Kind', kind],
    ['Size', sizeText(sizeBytes)],
    ['Migration', state],
    ...chains.map(({ server, records, hasKey, problems }) => {
      const how = hasKey ? 'verified' : 'linked (its key is on another server: netberth audit verify there)';
      return [
        'Audit log',
        `${countText(records, 'record')} of ${server}, ${problems.length === 0 ? how : 'broken'}`,
      ];
    }),
    ['Secrets', secrets === null ? null : secretsText(secrets)],
    ['Beyond this', beyond],
  ] as readonly (readonly [string, string | null])[];
}

function secretsText({ count, problem }: NonNullable<CheckedDatabase['secrets']>): string {
  return problem === null
    ? `${countText(count, 'secret')}, all open`
    : `${countText(count, 'secret')}, locked`;
}
