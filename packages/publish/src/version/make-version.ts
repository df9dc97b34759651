import { checksumsName, manifestName } from '../channel/layout.ts';
import { siteFile, type SiteFile } from '../site/site-file.ts';
import type { VersionManifest } from './version-manifest.ts';

/** The SHA-256 of something, as hexadecimal digits. */
export type Sha256 = (bytes: Uint8Array) => string;

export type Version = {
  /** It comes from the content alone: publishing the same again finds it there. */
  readonly version: string;
  readonly manifest: VersionManifest;
  /** Everything below the version's folder but the manifest, which is sent last. */
  readonly files: readonly SiteFile[];
  readonly manifestFile: SiteFile;
};

/** `SHA256SUMS` as `sha256sum -c` reads it. */
export function checksumsOf(files: readonly SiteFile[], sha256: Sha256): SiteFile {
  const lines = files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).sort(byPath);
  return siteFile(checksumsName, lines.join(''));
}

/**
 * The version that these files make.
 * @param files with their checksums and signatures
 */
export function makeVersion(files: readonly SiteFile[], sha256: Sha256): Version {
  const listed = files.map(({ path, bytes }) => ({
    path,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
  }));
  const sorted = listed.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  const content = new TextEncoder().encode(JSON.stringify(sorted));
  const version = sha256(content).slice(0, 16);
  const manifest = { format: 1 as const, version, files: sorted };
  return { version, manifest, files, manifestFile: siteFile(manifestName, `${JSON.stringify(manifest)}\n`) };
}

function byPath(left: string, right: string): number {
  return left.slice(66) < right.slice(66) ? -1 : 1;
}
