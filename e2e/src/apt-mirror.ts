import { gunzipSync } from 'node:zlib';
import { run } from './test-image/run.ts';

/** A mirror of Debian and one of its security updates, with the release that is wanted. */
export type AptMirror = {
  readonly debian: string;
  readonly security: string;
  /** Has it the parts that the installer fetches while it runs? Some mirrors leave them out. */
  readonly hasInstallerParts: boolean;
};

/** The mirrors that apt of this machine uses, if they can be reached from here and have the release; null: they do not. */
export async function aptMirror(release: string): Promise<AptMirror | null> {
  const listed = await run('apt-get', ['indextargets', '--format', '$(SITE)', 'Created-By: Packages']);
  const sites = [...new Set(listed.split('\n'))].filter((site) => /^https?:/.test(site));
  const debian = await firstWith(sites, `dists/${release}/InRelease`);
  const security = await firstWith(sites, `dists/${release}-security/InRelease`);
  if (debian === null || security === null) return null;
  return { debian, security, hasInstallerParts: await hasInstallerParts(debian, release) };
}

async function hasInstallerParts(site: string, release: string): Promise<boolean> {
  const listed = await fetch(`${site}/dists/${release}/main/debian-installer/binary-amd64/Packages.gz`);
  if (!listed.ok) return false;
  const packages = gunzipSync(await listed.bytes()).toString();
  const [, file] = /^Filename: (.*apt-mirror-setup.*)$/m.exec(packages) ?? [];
  return file !== undefined && (await hasFile(`${site}/${file}`));
}

async function firstWith(sites: readonly string[], file: string): Promise<string | null> {
  for (const site of sites) if (await hasFile(`${site}/${file}`)) return site;
  return null;
}

async function hasFile(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })).ok;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return false; // nobody answers
    throw error;
  }
}
