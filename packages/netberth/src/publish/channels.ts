import { listChannels, removeChannel, removeExpired } from '@netberth/publish';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import type { channelList, channelRemove } from './publish-definitions.ts';
import { withPlace } from './with-place.ts';

type Listed = z.output<typeof channelList.output>;
type Removed = z.output<typeof channelRemove.output>;

/** `channel list` */
export async function listPublished(
  asked: z.output<typeof channelList.input>,
  { environment }: Surroundings,
): Promise<Listed> {
  return withPlace(asked, environment, async ({ store }) => {
    const listed = await listChannels(store);
    return { channels: listed.map(({ record, ...sum }) => ({ ...record, ...sum })) };
  });
}

/** `channel remove` */
export async function removePublished(
  asked: z.output<typeof channelRemove.input>,
  { environment, terminal }: Surroundings,
): Promise<Removed> {
  const { channel, expired } = asked;
  if ((channel === undefined) !== expired)
    throw new Failure('Which channel is to be removed? Name one, or say --expired.');
  return withPlace(asked, environment, async ({ store }) => {
    if (channel === undefined) {
      const removed = await removeExpired(store, terminal.now());
      return { place: store.title, removed: [...removed], objects: null };
    }
    const objects = await removeChannel(store, channel);
    return { place: store.title, removed: [channel], objects };
  });
}
