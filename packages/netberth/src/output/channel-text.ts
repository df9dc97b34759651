import type { channelEnd, channelServed, OutputOf } from '@netberth/api';
import { sizeText } from './measure-text.ts';
import { table } from './table.ts';
import { deadlineText, relativeTime } from './time-text.ts';
import type { View } from './view.ts';

export function channelServedText(
  { repository, bootUrl, bootPort, channels }: OutputOf<typeof channelServed>,
  view: View,
): string {
  if (channels.length === 0)
    return repository === null
      ? 'This server builds no channels: set channels.repository (docs/publishing.md).\n'
      : `No branch of ${repository} is served now. Push one, or try one in the menu: Utilities, Try a branch.\n`;
  const rows = channels.map(({ channel, publishedAt, expiresAt, sizeBytes, source }) => [
    channel,
    relativeTime(publishedAt, view.now),
    expiresAt === null ? 'never' : deadlineText(expiresAt, view.now),
    sizeText(sizeBytes),
    source ?? '',
  ]);
  const [first] = channels;
  const address = `${bootUrl ?? `http://SERVER:${bootPort}`}${first?.path ?? ''}`;
  return `${table(['CHANNEL', 'BUILT', 'ENDS', 'SIZE', 'FROM'], rows, view.paint, view.lineColumns)}To try one, at the prompt of iPXE: chain ${address}\n`;
}

export function channelEndedText({ ended }: OutputOf<typeof channelEnd>): string {
  return `Channel ${ended} has ended.\n`;
}
