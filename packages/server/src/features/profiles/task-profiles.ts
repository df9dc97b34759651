import { link, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { taskNames } from '@netberth/api';
import type { TaskName } from '@netberth/api';
import type { Writing } from '../../database/work.ts';
import type { ImageFolders } from './image-folders.ts';
import type { ProfileRecord } from './profile-record.ts';
import { findProfile, insertProfile, replaceProfile } from './profile-store.ts';
import type { ReceivedImage } from './receive-image.ts';

/** A folder of links to the files of an image that does tasks, for the profile of one of its other tasks. */
export type TaskFolder = { readonly task: TaskName; readonly folder: string };

type Made = Omit<ProfileRecord, 'id' | 'version'>;

/** None for an image that does no tasks. No byte is copied. */
export async function linkTaskFolders(
  folders: ImageFolders,
  { folder, layout }: ReceivedImage,
): Promise<readonly TaskFolder[]> {
  if (layout.spec.method !== 'live' || layout.spec.task === undefined) return [];
  const made: TaskFolder[] = [];
  for (const task of taskNames) {
    if (task === layout.spec.task) continue;
    const arrived = await folders.arrive();
    for (const { path } of layout.files) {
      await mkdir(dirname(join(arrived, path)), { recursive: true });
      await link(join(folders.images, folder, path), join(arrived, path));
    }
    made.push({ task, folder: await folders.settle(arrived, task) });
  }
  return made;
}

/**
 * The profiles `wipe`, `test` and `rescue` beside the one of the image itself. One that somebody made otherwise is left as it is.
 * @returns folders that nobody points to any more
 */
export function* saveTaskProfiles(
  image: Made,
  taskFolders: readonly TaskFolder[],
): Writing<readonly string[]> {
  const unused: string[] = [];
  for (const { task, folder } of taskFolders) {
    const old = yield* findProfile(task);
    if (image.spec.method !== 'live' || (old && !isTaskProfile(old))) {
      unused.push(folder);
      continue;
    }
    const destructive = task === 'wipe';
    const spec = { ...image.spec, task };
    const made = { ...image, name: task, folder, destructive, retryAfterStart: true, spec };
    if (old) unused.push(old.folder);
    yield* old ? replaceProfile(old, made) : insertProfile(made);
  }
  return unused;
}

function isTaskProfile({ spec }: ProfileRecord): boolean {
  return spec.method === 'live' && spec.task !== undefined;
}
