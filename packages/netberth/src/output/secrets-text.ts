import type { OutputOf, secretsList, secretsReset, secretsRotate } from '@netberth/api';
import { countText } from './measure-text.ts';
import { bad, good } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function secretsListText(
  { secrets, keyId, source, problem }: OutputOf<typeof secretsList>,
  { paint, now }: View,
): string {
  const line = lineWith(paint);
  const rows = secrets.map(({ owner, name, changedAt, readable }) => [
    ...[owner, name, relativeTime(changedAt, now)],
    readable ? good('yes') : bad('no'),
  ]);
  const state =
    problem === null ? line`Sealed with the key ${keyId ?? ''} of ${source}.\n` : line`${bad(problem)}\n`;
  return rows.length === 0
    ? `The database holds no secrets.\n${state}`
    : `${table(['OF', 'NAME', 'CHANGED', 'READABLE'], rows, paint)}${state}`;
}

export function secretsRotatedText(
  { sealed, keyId, before, source }: OutputOf<typeof secretsRotate>,
  { paint }: View,
): string {
  return [
    lineWith(paint)`${good('Sealed')} ${countText(sealed, 'secret')} with the key ${keyId} of ${source}.`,
    'Other servers of this database need that key now. Back it up, but not with the database.',
    lineWith(
      paint,
    )`The key before, ${before}, opens older backups: remove its line when there are none left.\n`,
  ].join('\n');
}

export function secretsResetText(
  { removed, keyId, source }: OutputOf<typeof secretsReset>,
  { paint }: View,
): string {
  const line = lineWith(paint);
  const lost = removed.map(({ owner, name }) => line`  ${owner} ${name}\n`).join('');
  const done = line`Secrets are sealed with the key ${keyId} of ${source}.\n`;
  return removed.length === 0 ? done : `${done}Gone, and to be given anew:\n${lost}`;
}
