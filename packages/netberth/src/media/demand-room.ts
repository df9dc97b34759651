import { readdir, statfs } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { sizeText } from '../output/measure-text.ts';
import type { BatchTarget } from './batch-target.ts';
import { statOf } from './stat-of.ts';

/** Throws a Failure when the disk cannot hold so much more: better now than after an hour. */
export async function demandRoom({ kind, path }: BatchTarget, neededBytes: number): Promise<void> {
  if (kind === 'pipe') return;
  const disk = await nearestFolder(resolve(path));
  const { bavail, bsize } = await statfs(disk);
  if (bavail * bsize >= neededBytes) return;
  const roomBytes = bavail * bsize + (kind === 'folder' ? await replacedBytes(path) : 0);
  if (roomBytes >= neededBytes) return;
  throw new Failure(
    `No room: the media take ${sizeText(neededBytes)}, and the disk of ${disk} has ${sizeText(roomBytes)} left. Nothing was written.`,
  );
}

/** What stands in a folder already, and may be replaced one by one. */
async function replacedBytes(folder: string): Promise<number> {
  if ((await statOf(folder)) === null) return 0;
  const names = await readdir(folder);
  const images = names.filter((name) => ['.iso', '.img'].includes(extname(name)));
  const found = await Promise.all(images.map((name) => statOf(join(folder, name))));
  return found.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}

async function nearestFolder(path: string): Promise<string> {
  const found = await statOf(path);
  if (found?.isDirectory() === true) return path;
  return path === dirname(path) ? path : await nearestFolder(dirname(path));
}
