import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImageFolders } from './image-folders.ts';
import type { ProfileRecord } from './profile-record.ts';

/** Reads every file of a profile again. @returns one sentence for each that is not what was imported */
export async function compareFiles(
  folders: ImageFolders,
  profile: ProfileRecord,
): Promise<readonly string[]> {
  const problems: string[] = [];
  await folders.fetch(profile.folder);
  for (const { path, sha256 } of profile.files) {
    try {
      const found = await sha256Of(join(folders.images, profile.folder), path, profile.files);
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

async function sha256Of(folder: string, path: string, files: ProfileRecord['files']): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(await streamOf(folder, path, files), hash);
  return hash.digest('hex');
}

/** A file on a disc is a part of the ISO. */
async function streamOf(folder: string, path: string, files: ProfileRecord['files']): Promise<Readable> {
  const highWaterMark = 1024 * 1024;
  const disc = files.find((file) => path.startsWith(`${file.path}/`));
  if (disc === undefined) return createReadStream(join(folder, path), { highWaterMark });
  const { DiscFileReader } = await import('@netberth/disc/node');
  const iso = join(folder, disc.path);
  using reader = new DiscFileReader(iso);
  const opened = reader.open();
  if (opened.kind === 'no-disc') throw new Error(`the disc ${opened.why}`);
  const part = opened.content.find(path.slice(disc.path.length + 1));
  if (part === undefined) throw new Error('it is not on the disc');
  if (part.sizeBytes === 0) return Readable.from([]);
  const { offsetBytes, sizeBytes } = part;
  return createReadStream(iso, { highWaterMark, start: offsetBytes, end: offsetBytes + sizeBytes - 1 });
}
