import type { ChannelRecord } from './channel/channel-record.ts';
import { parsePointer } from './channel/parse-pointer.ts';
import { pointerName } from './channel/layout.ts';
import { removeChannel } from './remove-channel.ts';
import type { Store } from './store/store.ts';

export type ListedChannel = {
  readonly record: ChannelRecord;
  readonly objects: number;
  readonly sizeBytes: number;
};

/** Every channel of a store, by name. */
export async function listChannels(store: Store): Promise<readonly ListedChannel[]> {
  const found = new Map<string, { objects: number; sizeBytes: number }>();
  for await (const { path, sizeBytes } of store.list('')) {
    const channel = path.split('/')[0] ?? '';
    const sum = found.get(channel) ?? { objects: 0, sizeBytes: 0 };
    found.set(channel, { objects: sum.objects + 1, sizeBytes: sum.sizeBytes + sizeBytes });
  }
  const listed: ListedChannel[] = [];
  for (const [channel, sum] of [...found].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const pointer = await store.read(`${channel}/${pointerName}`);
    const record = pointer === null ? null : parsePointer(pointer.text);
    if (record !== null) listed.push({ record, ...sum });
  }
  return listed;
}

/** Removes the channels whose time is up. Gives their names. */
export async function removeExpired(store: Store, now: Date): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const { record } of await listChannels(store)) {
    if (record.expiresAt === null || Date.parse(record.expiresAt) > now.getTime()) continue;
    await removeChannel(store, record.channel);
    removed.push(record.channel);
  }
  return removed;
}
