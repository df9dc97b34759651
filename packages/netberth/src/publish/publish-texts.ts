import type { z } from 'zod';
import { countText, sizeText } from '../output/measure-text.ts';
import { busy, good } from '../output/painted.ts';
import { table } from '../output/table.ts';
import { lineWith, type View } from '../output/view.ts';
import type { channelList, channelRemove, menuKey, menuPublish } from './publish-definitions.ts';

type Published = z.output<typeof menuPublish.output>;

export function menuPublishText(published: Published, view: View): string {
  const line = lineWith(view.paint);
  const { place, channel, version, before } = published;
  const lead = published.dryRun ? busy('Would publish') : good('Published');
  const was = before === null ? 'the channel is new' : `it was ${before}`;
  const first = {
    published: line`${lead} version ${version} to ${place}, channel ${channel} (${was}).`,
    same: line`Channel ${channel} of ${place} has this menu already: version ${version}.`,
    'rolled-back': line`Channel ${channel} of ${place} ${published.dryRun ? 'would go' : good('went')} back to version ${version} (${was}).`,
  }[published.kind];
  return [
    first,
    ...(published.kind === 'rolled-back' ? [] : changes(published, view)),
    ...published.notes.map((note) => line`Note: ${note}.`),
    ...(published.entry === null || published.dryRun
      ? []
      : [line`On a machine, at the prompt of iPXE: chain ${published.entry}`]),
    '',
  ].join('\n');
}

function changes(published: Published, { paint }: View): readonly string[] {
  const line = lineWith(paint);
  const { added, removed, changed } = published.difference;
  const named = (word: string, paths: readonly string[]) =>
    paths.length === 0 ? [] : [line`${word}: ${listText(paths)}`];
  const sent = `${countText(published.sentFiles, 'file')} sent (${sizeText(published.sentBytes)})`;
  const copied = `${published.copiedFiles} copied from the version before`;
  const kept = published.keptFiles === 0 ? '' : `, ${published.keptFiles} there already`;
  const dropped = published.removedVersions;
  return [
    ...(published.before === null
      ? []
      : [...named('added', added), ...named('removed', removed), ...named('changed', changed)]),
    line`${published.dryRun ? 'To do: ' : ''}${sent}, ${copied}${kept}.`,
    ...(dropped.length === 0 ? [] : [line`No longer kept: ${dropped.join(', ')}.`]),
  ];
}

function listText(paths: readonly string[]): string {
  const most = 8;
  const more = paths.length > most ? ` and ${paths.length - most} more` : '';
  return `${paths.slice(0, most).join(', ')}${more}`;
}

export function menuKeyText({ file, fingerprint }: z.output<typeof menuKey.output>, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${good('Wrote')} a key to ${file}. Its certificate has the SHA-256 ${fingerprint}\n` +
    line`Keep the file to yourself; publish with: netberth menu publish --key ${file} --to …\n`
  );
}

export function channelListText({ channels }: z.output<typeof channelList.output>, view: View): string {
  const line = lineWith(view.paint);
  if (channels.length === 0) return `${line`Nothing is published there: netberth menu publish --to …`}\n`;
  const rows = channels.map((each) => [
    each.channel,
    each.version,
    timeText(each.switchedAt),
    String(each.versions.length),
    sizeText(each.sizeBytes),
    each.expiresAt === null ? '' : timeText(each.expiresAt),
    each.source ?? '',
  ]);
  return table(
    ['CHANNEL', 'VERSION', 'SINCE', 'KEPT', 'SIZE', 'ENDS', 'MADE FROM'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

export function channelRemoveText(
  { place, removed, objects }: z.output<typeof channelRemove.output>,
  view: View,
) {
  const line = lineWith(view.paint);
  if (removed.length === 0) return `${line`No channel of ${place} has ended.`}\n`;
  const count = objects === null ? '' : ` (${countText(objects, 'object')})`;
  return `${line`${good('Removed')} ${removed.join(', ')} from ${place}${count}.`}\n`;
}

/** `2026-11-21 15:04Z` */
function timeText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}Z`;
}
