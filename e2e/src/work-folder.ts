import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the repository. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** Everything that is built or logged at run time lives here; git ignores it. */
export const workRoot = join(repositoryRoot, '.work/e2e');

/** An empty folder for one test's logs, disks and data; what an earlier run left is removed. */
export function emptyWorkFolder(name: string): string {
  const folder = join(workRoot, name.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
