import { link, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importedTasks } from '@netberth/api';
import type { TaskName } from '@netberth/api';
import type { Writing } from '../../database/work.ts';
import { captureParts } from '../templates/capture-script.ts';
import type { ImageFolders } from './image-folders.ts';
import type { ProfileRecord } from './profile-record.ts';
import { findProfile } from './profile-store.ts';
import type { ReceivedImage } from './receive-image.ts';
import { storeProfile } from './save-profile.ts';

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
  for (const task of importedTasks) {
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
 * The profiles of the other tasks beside the one of the image itself. One that somebody made otherwise is left as it is.
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
    const spec = { ...image.spec, task };
    const made = { ...image, ...safetyOf(task), name: task, folder, spec };
    if (old) unused.push(old.folder);
    yield* storeProfile(old, made);
  }
  return unused;
}

/** What changes disks wants a grant; what has taken a system's identity from its disk is not to begin again by itself. */
function safetyOf(task: TaskName): Partial<Made> {
  if (task === 'capture') return { ...captureParts, destructive: true, retryAfterStart: false };
  return { destructive: task === 'wipe', retryAfterStart: true };
}

function isTaskProfile({ spec }: ProfileRecord): boolean {
  return spec.method === 'live' && spec.task !== undefined;
}
