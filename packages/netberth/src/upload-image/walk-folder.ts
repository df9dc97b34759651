import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { imagePathSchema } from '@netberth/api';
import { hasErrorCode } from '../error-code.ts';
import { ArchiveProblem } from './archive-problem.ts';

/** A file or link on this host that goes into the tar. */
export type PackedFile = {
  /** Below the image, `/` between segments. */
  readonly name: string;
  readonly source: string;
  readonly sizeBytes: number;
  /** Of a link: what it leads to, relative to it. */
  readonly linkTo: string | null;
};

export type WalkedFolder = { readonly files: PackedFile[]; readonly notes: string[] };

/** All files below a folder, by name. What an image cannot have is refused with all its names at once. */
export async function walkFolder(folder: string): Promise<WalkedFolder> {
  const walk = {
    root: await realpath(folder),
    files: [] as PackedFile[],
    notes: [] as string[],
    problems: [] as string[],
  };
  await walkInto(walk, '');
  if (walk.problems.length === 0) return { files: walk.files, notes: walk.notes };
  throw new ArchiveProblem(
    folder,
    `holds what an image cannot have: ${walk.problems.join('; ')}. Rename it or take it out`,
  );
}

type Walk = {
  readonly root: string;
  readonly files: PackedFile[];
  readonly notes: string[];
  readonly problems: string[];
};

async function walkInto(walk: Walk, below: string): Promise<void> {
  const entries = await readdir(join(walk.root, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = posix.join(below, entry.name);
    if (entry.name.startsWith('.')) walk.notes.push(`${name} is hidden: left out`);
    else if (!imagePathSchema.safeParse(name).success) {
      walk.problems.push(`${JSON.stringify(name)} (names have letters, digits and . _ @ + -)`);
    } else await walkEntry(walk, name, entry);
  }
}

async function walkEntry(walk: Walk, name: string, entry: Dirent): Promise<void> {
  const source = join(walk.root, name);
  if (entry.isDirectory()) return await walkInto(walk, name);
  if (entry.isSymbolicLink()) return await walkLink(walk, name, source);
  if (!entry.isFile()) {
    walk.problems.push(`${name} (a device, pipe or socket)`);
    return;
  }
  walk.files.push({ name, source, sizeBytes: (await stat(source)).size, linkTo: null });
}

async function walkLink(walk: Walk, name: string, source: string): Promise<void> {
  const target = await realpath(source).catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT', 'ELOOP')) return null;
    throw error;
  });
  const inside = target === null ? null : relative(walk.root, target);
  if (target === null || inside === null) walk.problems.push(`${name} (a link to nothing)`);
  else if (inside.startsWith('..'))
    walk.problems.push(`${name} (a link out of the folder, to ${target}: put the file itself there)`);
  else if (!(await stat(target)).isFile()) walk.problems.push(`${name} (a link to a folder)`);
  else {
    const linkTo = posix.relative(posix.dirname(name), inside.split(sep).join('/'));
    walk.files.push({ name, source, sizeBytes: 0, linkTo });
  }
}
