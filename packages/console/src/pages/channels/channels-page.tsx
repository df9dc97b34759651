import { Paper, Stack, Text } from '@mantine/core';
import { channelEnd, channelServed } from '@netberth/api';
import type { OutputOf, ServedChannel } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { useBootAddress } from '../../server/boot-address.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.channels;
const refreshMs = 10_000;
const queryKey = ['channels'];

/** The menus of branches and pull requests that this server builds and serves. */
export function ChannelsPage() {
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(channelServed, {}, signal),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <PageHead title={words.title} />
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {data !== undefined && (
          <Paper withBorder p="xs">
            <ChannelTable {...data} />
          </Paper>
        )}
      </Stack>
    </>
  );
}

function ChannelTable({ repository, channels }: OutputOf<typeof channelServed>) {
  const mayEnd = useMay('menu:write');
  const [ended, setEnded] = useState<ServedChannel>();
  const address = useBootAddress(texts.yourServer);
  return (
    <>
      <RowTable
        head={[words.channel, words.source, words.built, words.ends, words.size, words.tried, words.change]}
        none={repository === null ? words.closed : words.none(repository)}
        minWidth={900}
        rows={channels.map((channel) => ({
          key: channel.channel,
          cells: [
            channel.channel,
            channel.source ?? '',
            <Moment key="built" at={channel.publishedAt} />,
            <Moment key="ends" at={channel.expiresAt} />,
            sizeText(channel.sizeBytes),
            <Copyable
              key="tried"
              label={words.tryIt(channel.channel)}
              text={`chain ${address}${channel.path}`}
            />,
            mayEnd && (
              <SmallButton key="end" label={words.end(channel.channel)} onClick={() => setEnded(channel)} />
            ),
          ],
        }))}
      />
      {ended !== undefined && (
        <ConfirmDialog
          title={words.end(ended.channel)}
          action={words.end(ended.channel)}
          onConfirm={async () => {
            await ask(channelEnd, { channel: ended.channel });
            await queryClient.invalidateQueries({ queryKey });
          }}
          onClose={() => setEnded(undefined)}
        >
          {words.willEnd}
        </ConfirmDialog>
      )}
    </>
  );
}
