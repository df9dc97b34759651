import { basename, resolve } from 'node:path';
import type { ImageArchive } from './image-archive.ts';
import { kiwisprayTemplates } from './kiwispray-templates.ts';
import { packFiles } from './pack-files.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { readCounter } from './read-counter.ts';
import { walkFolder } from './walk-folder.ts';

/** A folder as a tar, made while it is read: same folder, same bytes. */
export async function openArchiveFolder(path: string): Promise<ImageArchive> {
  const { files: own, notes } = await walkFolder(path);
  if (own.length === 0) {
    throw new ArchiveProblem(path, 'is an empty folder: name the one that holds the kernel of the image');
  }
  const taken = await kiwisprayTemplates(
    path,
    own.map(({ name }) => name),
  );
  const files = [...own, ...taken.files].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { counted, onRead } = readCounter();
  return {
    name: basename(resolve(path)),
    entries: files.map(({ name }) => name),
    totalBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    stream: packFiles(files, counted),
    notes: [...notes, ...taken.notes],
    onRead,
  };
}
