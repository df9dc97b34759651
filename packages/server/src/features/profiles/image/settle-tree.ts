import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/**
 * The one folder that everything in the archive is below, with its slash; '' when there is none.
 * `tar -cf image1.tar image1` and `tar -C image1 -cf image1.tar .` are the same image.
 */
export function singleTopFolder(paths: readonly string[]): string {
  const first = paths[0];
  if (first === undefined || !first.includes('/')) return '';
  const top = first.slice(0, first.indexOf('/') + 1);
  return paths.every((path) => path.startsWith(top)) ? top : '';
}

/**
 * Moves what was unpacked below `unpacked` to its place in `folder`, adds the links, and makes all of it durable.
 * @param top the folder of the archive to leave out, as from `singleTopFolder`
 * @param links path of the link -> path of the file it leads to, both without `top`
 */
export async function settleTree(
  folder: string,
  unpacked: string,
  top: string,
  links: ReadonlyMap<string, string>,
): Promise<void> {
  for (const name of await readdir(join(unpacked, top))) {
    await rename(join(unpacked, top, name), join(folder, name));
  }
  await rm(unpacked, { recursive: true });
  for (const [path, file] of links) {
    await mkdir(join(folder, posix.dirname(path)), { recursive: true });
    await symlink(posix.relative(posix.dirname(path), file), join(folder, path));
  }
  await syncFolders(folder);
}

async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  }
  await syncFolder(folder);
}
