import { pointerPath } from './channel/layout.ts';
import { rolledBack } from './channel/next-record.ts';
import { readChannel, readManifest } from './channel/read-channel.ts';
import { changedMeanwhile, pointerObject } from './publish.ts';
import { PublishProblem } from './publish-problem.ts';
import type { Store } from './store/store.ts';

export type RolledBack = { readonly version: string; readonly before: string };

/** Switches a channel back to a version that is still there: the one before, or the one that is named. */
export async function rollBack(
  store: Store,
  { channel, to, now, dryRun }: { channel: string; to: string | null; now: () => Date; dryRun: boolean },
): Promise<RolledBack> {
  const { record, seen } = await readChannel(store, channel);
  if (record === null)
    throw new PublishProblem(
      `There is no channel "${channel}" in ${store.title}: nothing was published there`,
    );
  const next = rolledBack(record, to, now());
  const kept = record.versions.map(({ version, publishedAt }) => `${version} (${publishedAt.slice(0, 10)})`);
  if (next === null)
    throw new PublishProblem(
      `${to === null ? `There is no version before ${record.version}` : `There is no version "${to}"`} in the channel "${channel}"; there are: ${kept.join(', ')}`,
    );
  const manifest = await readManifest(store, channel, next.version);
  if (manifest === null)
    throw new PublishProblem(
      `Version ${next.version} of the channel "${channel}" is not whole any more in ${store.title}; there are: ${kept.join(', ')}`,
    );
  if (!dryRun && !(await store.swap(pointerPath(channel), pointerObject(next, manifest.files), seen)))
    throw changedMeanwhile(store, channel);
  return { version: next.version, before: record.version };
}
