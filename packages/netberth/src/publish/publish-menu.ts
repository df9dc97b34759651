import { problemLine, type Catalogue } from '@netberth/catalogue';
import {
  assembleSite,
  checksumsOf,
  makeVersion,
  publish,
  PublishProblem,
  rollBack,
  type Store,
  type Version,
} from '@netberth/publish';
import { openGitCatalogue, readSiteLoaders, sha256, signChecksums } from '@netberth/publish/node';
import type { z } from 'zod';
import type { Surroundings } from '../local-verb.ts';
import { openSoundCatalogue } from '../menu/open-catalogue.ts';
import { readPopular } from '../menu/read-popular.ts';
import { startByteProgress } from '../progress/byte-progress.ts';
import type { menuPublish } from './publish-definitions.ts';
import { purge } from './purge.ts';
import { withPlace, type Place } from './with-place.ts';

type Asked = z.output<typeof menuPublish.input>;
const dayMs = 86_400_000;
type Done = z.output<typeof menuPublish.output>;

/** `menu publish` */
export async function publishMenu(asked: Asked, surroundings: Surroundings): Promise<Done> {
  return withPlace(asked, surroundings.environment, async (place) =>
    asked.rollback ? goBack(asked, place, surroundings) : publishNew(asked, place, surroundings),
  );
}

async function publishNew(asked: Asked, place: Place, surroundings: Surroundings): Promise<Done> {
  if (asked.version !== undefined) throw new PublishProblem('--version goes with --rollback');
  const channelUrl = urlOf(asked, place);
  const { version, notes, source } = await build(asked, channelUrl, surroundings);
  const { store } = place;
  const { terminal } = surroundings;
  const total = version.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const progress = asked.dryRun ? null : await startByteProgress(terminal, total);
  const published = await publish(store, {
    channel: asked.channel,
    version,
    keep: asked.keep,
    now: terminal.now,
    expiresAt: expiryOf(asked, terminal.now()),
    source,
    dryRun: asked.dryRun,
    onProgress: (doneBytes) => progress?.at(doneBytes),
  }).finally(() => progress?.end());
  const { added, removed, changed } = published.difference;
  return ended(asked, store, channelUrl, [...place.notes, ...notes], {
    kind: published.kind,
    version: published.version,
    before: published.before,
    sentFiles: published.sent.files,
    sentBytes: published.sent.bytes,
    copiedFiles: published.copied,
    keptFiles: published.kept,
    difference: { added: [...added], removed: [...removed], changed: [...changed] },
    removedVersions: [...published.removedVersions],
  });
}

type Built = { readonly version: Version } & Omit<Source, 'catalogue'>;

async function build(asked: Asked, channelUrl: string | null, { data }: Surroundings): Promise<Built> {
  const { catalogue, notes, source } = await sourceOf(asked);
  const loaders = await readSiteLoaders(data, channelUrl);
  const files = assembleSite({
    catalogue,
    timeoutMs: asked.timeout * 1000,
    popular: readPopular(asked.popular),
    notice: source === null ? null : `preview ${asked.channel}`,
    tryUrl: asked.tryUrl ?? null,
    loaders: loaders.files,
  });
  const checksums = checksumsOf(files, sha256);
  const signature = asked.key === undefined ? [] : await signChecksums(checksums, asked.key);
  const version = makeVersion([...files, checksums, ...signature], sha256);
  return { version, notes: [...notes, ...loaders.notes], source };
}

type Source = {
  readonly catalogue: Catalogue;
  readonly notes: readonly string[];
  /** For people; null: what lies on this host. */
  readonly source: string | null;
};

async function sourceOf({ catalogue: folder, fromGit, ref }: Asked): Promise<Source> {
  if (fromGit === undefined) {
    if (ref !== undefined) throw new PublishProblem('--ref goes with --from-git');
    return { catalogue: openSoundCatalogue(folder), notes: [], source: null };
  }
  if (folder !== undefined || ref === undefined)
    throw new PublishProblem('--from-git goes with --ref, which names the commit, and without --catalogue');
  const { catalogue, problems, commit, notes } = await openGitCatalogue({ url: fromGit, ref });
  const broken = problems.map((problem) => `left out, as it is broken: ${problemLine(problem)}`);
  return { catalogue, notes: [...notes, ...broken], source: `${ref} of ${fromGit}, commit ${commit}` };
}

async function goBack(asked: Asked, place: Place, { terminal }: Surroundings): Promise<Done> {
  const { channel, dryRun, version: to = null } = asked;
  const back = await rollBack(place.store, { channel, to, now: terminal.now, dryRun });
  return ended(asked, place.store, urlOf(asked, place), [], {
    kind: 'rolled-back',
    ...back,
    sentFiles: 0,
    sentBytes: 0,
    copiedFiles: 0,
    keptFiles: 0,
    difference: { added: [], removed: [], changed: [] },
    removedVersions: [],
  });
}

type Outcome = Omit<Done, 'ok' | 'dryRun' | 'place' | 'channel' | 'entry' | 'notes'>;

/** The switch is made: the caches on the way are told, and the person. */
async function ended(
  asked: Asked,
  store: Store,
  channelUrl: string | null,
  notes: readonly string[],
  outcome: Outcome,
): Promise<Done> {
  const { channel, dryRun } = asked;
  const changed = { channel, version: outcome.version, url: channelUrl };
  const fault = asked.purge === undefined || dryRun ? null : await purge(asked.purge, changed);
  const purged =
    fault === null ? [] : [`the caches were not told: ${fault}; they notice within a minute by themselves`];
  return {
    ok: fault === null,
    dryRun,
    place: store.title,
    channel,
    ...outcome,
    entry: channelUrl === null ? null : `${channelUrl}/menu.ipxe`,
    notes: [...notes, ...purged],
  };
}

function expiryOf({ expireDays }: Asked, now: Date): Date | null {
  return expireDays === undefined ? null : new Date(now.getTime() + expireDays * dayMs);
}

function urlOf({ url, channel }: Asked, place: Place): string | null {
  const root = url?.replace(/\/+$/, '') ?? place.url;
  return root === null ? null : `${root}/${channel}`;
}
