import type { ChannelRecord } from './channel/channel-record.ts';
import { channelNameFault } from './channel/channel-name.ts';
import { entryScript } from './channel/entry-script.ts';
import {
  entryPath,
  foreverCache,
  manifestName,
  pointerCache,
  pointerPath,
  versionFolder,
} from './channel/layout.ts';
import { nextRecord } from './channel/next-record.ts';
import { readChannel, readManifest } from './channel/read-channel.ts';
import { renderPointer } from './channel/render-pointer.ts';
import { inParallel } from './in-parallel.ts';
import { PublishProblem } from './publish-problem.ts';
import { removeVersions } from './remove-channel.ts';
import { siteFile, type SiteFile } from './site/site-file.ts';
import type { NewObject, Store, StoredObject } from './store/store.ts';
import type { Version } from './version/make-version.ts';
import {
  differenceOf,
  planVersion,
  type PlannedFile,
  type VersionDifference,
} from './version/plan-version.ts';

export type Publication = {
  readonly channel: string;
  readonly version: Version;
  /** How many versions stay, the new one among them. */
  readonly keep: number;
  readonly now: () => Date;
  readonly expiresAt: Date | null;
  readonly source: string | null;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** After each file. */
  readonly onProgress?: (doneBytes: number, allBytes: number) => void;
  readonly onSwitching?: () => Promise<void>;
};

export type Published = {
  /** `same`: readers have this version already. */
  readonly kind: 'published' | 'same';
  readonly version: string;
  readonly before: string | null;
  readonly sent: { readonly files: number; readonly bytes: number };
  readonly copied: number;
  readonly kept: number;
  readonly difference: VersionDifference;
  readonly removedVersions: readonly string[];
};

const atATime = 8;

/**
 * Puts a version of the menu beside those that are there, then switches the channel to it in one step. Until then
 * readers have the old one, whatever happens; a run that was stopped goes on where it was when it is begun again.
 *
 * Throws PublishProblem, and what the store throws.
 */
export async function publish(store: Store, publication: Publication): Promise<Published> {
  const { channel, version } = publication;
  const fault = channelNameFault(channel);
  if (fault !== null) throw new PublishProblem(fault);
  const { record, seen } = await readChannel(store, channel);
  const plan = await planOf(store, publication, record);
  const { record: next, dropped } = nextRecord(record, {
    ...publication,
    version: version.version,
    at: publication.now(),
  });
  const sending = plan.files.filter(({ way }) => way.kind === 'send');
  const outcome = {
    kind: record?.version === version.version ? ('same' as const) : ('published' as const),
    version: version.version,
    before: record?.version ?? null,
    sent: { files: sending.length, bytes: sending.reduce((sum, { file }) => sum + file.bytes.length, 0) },
    copied: plan.files.filter(({ way }) => way.kind === 'copy').length,
    kept: plan.files.filter(({ way }) => way.kind === 'keep').length,
    difference: plan.difference,
    removedVersions: dropped,
  };
  if (publication.dryRun) return outcome;
  await sendVersion(store, publication, plan.files);
  await putEntry(store, channel);
  await publication.onSwitching?.();
  const pointer = pointerObject(next, version.files);
  if (!(await store.swap(pointerPath(channel), pointer, seen))) throw changedMeanwhile(store, channel);
  await removeVersions(store, channel, dropped);
  return outcome;
}

export function pointerObject(record: ChannelRecord, files: readonly Pick<SiteFile, 'path'>[]): NewObject {
  const { type, bytes } = siteFile('index.html', renderPointer(record, files));
  return { type, bytes, cacheControl: pointerCache };
}

export function changedMeanwhile(store: Store, channel: string): PublishProblem {
  return new PublishProblem(
    `Somebody else has switched the channel "${channel}" in ${store.title} meanwhile; theirs stands, and nothing is lost: look at it (netberth channel list), then run this again`,
  );
}

type Plan = { readonly files: readonly PlannedFile[]; readonly difference: VersionDifference };

async function planOf(
  store: Store,
  { channel, version }: Publication,
  record: ChannelRecord | null,
): Promise<Plan> {
  const folder = versionFolder(channel, version.version);
  const present: StoredObject[] = [];
  for await (const object of store.list(folder)) present.push(object);
  const manifest = record === null ? null : await readManifest(store, channel, record.version);
  const earlier =
    record === null || manifest === null
      ? null
      : { folder: versionFolder(channel, record.version), manifest };
  return {
    files: planVersion(channel, version, present, earlier),
    difference: differenceOf(manifest, version.manifest),
  };
}

async function sendVersion(
  store: Store,
  { channel, version, onProgress }: Publication,
  files: readonly PlannedFile[],
): Promise<void> {
  const all = files.reduce((sum, { file }) => sum + file.bytes.length, 0);
  let done = 0;
  let finished = 0;
  try {
    await inParallel(files, atATime, async ({ file, path, way }) => {
      const content = objectOf(file);
      const isCopied = way.kind === 'copy' && (await store.copy(way.from, path, content));
      if (way.kind !== 'keep' && !isCopied) await store.put(path, content);
      done += file.bytes.length;
      finished += 1;
      onProgress?.(done, all);
    });
    const manifest = versionFolder(channel, version.version) + manifestName;
    await store.put(manifest, objectOf(version.manifestFile));
  } catch (error) {
    if (!(error instanceof PublishProblem)) throw error;
    throw new PublishProblem(
      `${error.message}\n${finished} of ${files.length} files of the new version are there, nobody reads them yet, and the menu is as it was. The same command goes on from here.`,
      { cause: error },
    );
  }
}

/** It is the same for every version, so it is written once. */
async function putEntry(store: Store, channel: string): Promise<void> {
  const text = entryScript(channel);
  const there = await store.read(entryPath(channel));
  if (there?.text === text) return;
  const { type, bytes } = siteFile(entryPath(channel), text);
  await store.put(entryPath(channel), { type, bytes, cacheControl: pointerCache });
}

function objectOf({ bytes, type }: SiteFile): NewObject {
  return { bytes, type, cacheControl: foreverCache };
}
