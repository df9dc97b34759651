import { versionFolder } from '../channel/layout.ts';
import type { SiteFile } from '../site/site-file.ts';
import type { StoredObject } from '../store/store.ts';
import type { Version } from './make-version.ts';
import type { VersionManifest } from './version-manifest.ts';

export type PlannedFile = {
  readonly file: SiteFile;
  readonly path: string;
  /** `keep`: it is there from a run that was stopped; `copy`: an earlier version has the same. */
  readonly way:
    | { readonly kind: 'keep' }
    | { readonly kind: 'send' }
    | { readonly kind: 'copy'; readonly from: string };
};

export type VersionDifference = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
};

type Earlier = { readonly folder: string; readonly manifest: VersionManifest };

/** How each file of a version comes to its place. `present`: what lies below its folder already. */
export function planVersion(
  channel: string,
  { version, files, manifest }: Version,
  present: readonly StoredObject[],
  earlier: Earlier | null,
): readonly PlannedFile[] {
  const folder = versionFolder(channel, version);
  const there = new Map(present.map((object) => [object.path, object.sizeBytes]));
  const before = new Map(earlier?.manifest.files.map(({ path, sha256 }) => [sha256, path]));
  const hashes = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  return files.map((file) => {
    const path = folder + file.path;
    if (there.get(path) === file.bytes.length) return { file, path, way: { kind: 'keep' } };
    const same = before.get(hashes.get(file.path) ?? '');
    if (same === undefined || earlier === null) return { file, path, way: { kind: 'send' } };
    return { file, path, way: { kind: 'copy', from: earlier.folder + same } };
  });
}

/** What a reader sees of a new version. */
export function differenceOf(before: VersionManifest | null, now: VersionManifest): VersionDifference {
  const old = new Map(before?.files.map(({ path, sha256 }) => [path, sha256]));
  const fresh = new Map(now.files.map(({ path, sha256 }) => [path, sha256]));
  return {
    added: [...fresh.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !fresh.has(path)),
    changed: [...fresh]
      .filter(([path, hash]) => old.has(path) && old.get(path) !== hash)
      .map(([path]) => path),
  };
}
