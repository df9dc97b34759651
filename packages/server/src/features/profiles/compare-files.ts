import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImageFolders } from './image-folders.ts';
import type { ProfileRecord } from './profile-record.ts';

/** Reads every file of a profile again. @returns one sentence for each that is not what was imported */
export async function compareFiles(
  folders: ImageFolders,
  profile: ProfileRecord,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { path, sha256 } of profile.files) {
    try {
      const found = await sha256Of(join(folders.images, profile.folder, path));
      if (found !== sha256)
        problems.push(`the file ${path} has changed: sha256 is ${found}, imported was ${sha256}`);
    } catch (error) {
      problems.push(
        `the file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return problems;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
