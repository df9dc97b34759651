import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveTree } from './archive-tree.ts';
import type { ByteSource } from './byte-source.ts';
import { entryKind } from './entry-kind.ts';
import { entryPath } from './entry-path.ts';
import { quoteName } from './quote-name.ts';
import { readTar } from './read-tar.ts';
import type { ArchiveLink } from './resolve-links.ts';
import type { StageLimits } from './stage-limits.ts';
import { StageRefusal } from './stage-refusal.ts';
import { createFile, writeEntry, type WrittenFile } from './write-entry.ts';

/** What an archive held: files are written, links only remembered, so that nothing is written through one. */
export type UnpackedArchive = {
  readonly files: Map<string, WrittenFile>;
  readonly links: Map<string, ArchiveLink>;
};

/** Writes the files of a tar below `folder`. Throws a `StageRefusal`, or what the source and the file system throw. */
export async function unpackArchive(
  source: ByteSource,
  folder: string,
  limits: StageLimits,
): Promise<UnpackedArchive> {
  const tree = new ArchiveTree();
  const files = new Map<string, WrittenFile>();
  const links = new Map<string, ArchiveLink>();
  let entryCount = 0;
  let fileBytes = 0;
  for await (const entry of readTar(source)) {
    const { name } = entry;
    const kind = entryKind(entry);
    const path = entryPath(name, kind);
    entryCount += 1;
    fileBytes += entry.sizeBytes;
    demandWithin(limits, name, entryCount, fileBytes);
    switch (kind) {
      case 'folder':
        tree.claimFolder(path, name);
        break;
      case 'link':
        tree.claimLeaf(path, name);
        links.set(path, { target: entry.linkTarget, isHard: entry.typeflag === '1' });
        break;
      case 'file':
        tree.claimLeaf(path, name);
        await mkdir(join(folder, path, '..'), { recursive: true });
        files.set(path, await writeEntry(join(folder, path), entry.content, limits.createFile ?? createFile));
        break;
    }
  }
  return { files, links };
}

function demandWithin(limits: StageLimits, name: string, entryCount: number, fileBytes: number): void {
  if (entryCount > limits.maxFiles) {
    throw new StageRefusal(
      'too-many-files',
      name,
      `The archive holds more than ${limits.maxFiles} files (the next is ${quoteName(name)}): an image is a few. Pack only what boots.`,
    );
  }
  if (fileBytes > limits.maxBytes) {
    throw new StageRefusal(
      'too-large',
      name,
      `The archive holds more than ${limits.maxBytes} bytes with ${quoteName(name)}: raise the limit for images or compress it.`,
    );
  }
}
