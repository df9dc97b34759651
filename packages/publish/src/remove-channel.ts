import { entryPath, manifestName, pointerPath, versionFolder } from './channel/layout.ts';
import { readChannel } from './channel/read-channel.ts';
import { inParallel } from './in-parallel.ts';
import { PublishProblem } from './publish-problem.ts';
import type { Store } from './store/store.ts';

const atATime = 8;

/** Takes a channel away: first what readers begin with, then everything else. Gives the number of objects. */
export async function removeChannel(store: Store, channel: string): Promise<number> {
  const { record } = await readChannel(store, channel);
  if (record === null)
    throw new PublishProblem(
      `There is no channel "${channel}" in ${store.title}: netberth channel list shows those that are there`,
    );
  await store.remove(pointerPath(channel));
  await store.remove(entryPath(channel));
  return 2 + (await removeBelow(store, `${channel}/versions/`));
}

/** The manifest goes first: what is left of a version is not taken for a whole one. */
export async function removeVersions(
  store: Store,
  channel: string,
  versions: readonly string[],
): Promise<void> {
  for (const version of versions) {
    const folder = versionFolder(channel, version);
    await store.remove(folder + manifestName);
    await removeBelow(store, folder);
  }
}

async function removeBelow(store: Store, prefix: string): Promise<number> {
  const paths: string[] = [];
  for await (const { path } of store.list(prefix)) paths.push(path);
  await inParallel(paths, atATime, (path) => store.remove(path));
  return paths.length;
}
