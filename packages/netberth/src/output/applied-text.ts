import type { AppliedConfiguration } from '@netberth/api';
import { countText } from './measure-text.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function appliedText({ applies, described, changed }: AppliedConfiguration, view: View): string {
  if (described.length === 0)
    return 'No configuration was applied to this server.\nBegin with its present state: netberth export FOLDER\n';
  const line = lineWith(view.paint);
  const kinds = described.map(({ kind, count, appliedAt }) => [
    kind,
    count,
    relativeTime(appliedAt, view.now),
  ]);
  const [last] = applies;
  return [
    table(['DESCRIBED', 'COUNT', 'LAST APPLIED'], kinds, view.paint, view.lineColumns),
    last === undefined
      ? ''
      : line`Last apply: ${last.by}, ${relativeTime(last.at, view.now)}, ${countText(last.changes, 'change')}.` +
        '\n',
    changedText(changed, view),
  ].join('');
}

function changedText(changed: AppliedConfiguration['changed'], view: View): string {
  if (changed.length === 0) return 'Nothing of it was changed by hand since.\n';
  const rows = changed.map(({ kind, name, changedAt, by, command }) => [
    kind,
    name,
    relativeTime(changedAt, view.now),
    by ?? '',
    command ?? '',
  ]);
  return `${table(['CHANGED SINCE', 'NAME', 'WHEN', 'BY', 'COMMAND'], rows, view.paint, view.lineColumns)}What differs now: netberth plan FOLDER\n`;
}
