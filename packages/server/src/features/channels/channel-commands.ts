import { channelEnd, channelServed } from '@netberth/api';
import type { ServedChannel } from '@netberth/api';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Config } from '../../config/config.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { PreviewBuilder } from './preview-builder.ts';

type Needs = Pick<Config, 'channels' | 'bootUrl' | 'bootListen'>;

export function channelCommands(
  builder: PreviewBuilder,
  { channels: { repository }, bootUrl, bootListen }: Needs,
): readonly CommandHandler[] {
  return [
    handleReadWithFiles(
      channelServed,
      // oxlint-disable-next-line require-yield -- nothing of it is in the database
      function* () {
        return null;
      },
      async () => ({
        repository: repository === '' ? null : repository,
        bootUrl,
        bootPort: bootListen.port,
        channels: await servedChannels(builder.folder),
      }),
    ),
    handleWriteWithFiles(
      channelEnd,
      async ({ channel }) => {
        const all = await servedChannels(builder.folder);
        const found = all.find((each) => each.channel === channel);
        return { value: found, discard: async () => undefined };
      },
      // oxlint-disable-next-line require-yield -- nothing of it is in the database
      function* ({ channel }, _, found) {
        if (found === undefined) throw new CommandRefused('channelNotServed', { channel });
        return {
          output: { ended: channel },
          target: `channel:${channel}`,
          before: { version: found.version, source: found.source },
          after: null,
          afterwards: async () => void (await builder.remove(channel)),
        };
      },
    ),
  ];
}

async function servedChannels(folder: string): Promise<ServedChannel[]> {
  const { entryPath, listChannels } = await import('@netberth/publish');
  const { FolderStore } = await import('@netberth/publish/node');
  const listed = await listChannels(new FolderStore(folder));
  return listed.map(({ record: { channel, version, switchedAt, expiresAt, source }, sizeBytes }) => ({
    ...{ channel, version, publishedAt: switchedAt, expiresAt, source, sizeBytes },
    path: `/channels/${entryPath(channel)}`,
  }));
}
