import { PublishProblem } from '../publish-problem.ts';
import type { ReadObject, Store } from '../store/store.ts';
import { parseManifest, type VersionManifest } from '../version/version-manifest.ts';
import type { ChannelRecord } from './channel-record.ts';
import { manifestName, pointerPath, versionFolder } from './layout.ts';
import { parsePointer } from './parse-pointer.ts';

export type ReadChannel = {
  /** Null: nothing was published there. */
  readonly record: ChannelRecord | null;
  readonly seen: ReadObject | null;
};

/** The pointer of a channel as it is now. Something else in its place is not touched. */
export async function readChannel(store: Store, channel: string): Promise<ReadChannel> {
  const path = pointerPath(channel);
  const seen = await store.read(path);
  if (seen === null) return { record: null, seen };
  const record = parsePointer(seen.text);
  if (record?.channel === channel) return { record, seen };
  throw new PublishProblem(
    `"${path}" in ${store.title} is no menu of ours: publish to another place or channel, or remove that object`,
  );
}

/** What a version has; null: it is not whole, or gone. */
export async function readManifest(
  store: Store,
  channel: string,
  version: string,
): Promise<VersionManifest | null> {
  const read = await store.read(versionFolder(channel, version) + manifestName);
  return read === null ? null : parseManifest(read.text);
}
