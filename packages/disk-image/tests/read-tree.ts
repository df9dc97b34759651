import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileEntry } from '../src/index.ts';

/** The files of a tree on disk by their paths, and its folders. */
export type DiskTree = { readonly files: FileEntry[]; readonly folders: string[] };

export function readTree(root: string, prefix = ''): DiskTree {
  const tree: DiskTree = { files: [], folders: [] };
  for (const entry of readdirSync(join(root, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      const below = readTree(root, path);
      tree.folders.push(path, ...below.folders);
      tree.files.push(...below.files);
    } else {
      tree.files.push({ path, content: new Uint8Array(readFileSync(join(root, path))) });
    }
  }
  return tree;
}

/** Paths with the SHA-256 of what is in the file, or `folder`: short, also when two trees differ and are printed. */
export function summary({ files, folders }: DiskTree): ReadonlyMap<string, string> {
  const lines = files.map(({ path, content }): [string, string] => {
    if (!(content instanceof Uint8Array)) throw new TypeError(`"${path}" is not in memory`);
    return [path, createHash('sha256').update(content).digest('hex')];
  });
  const all = [...lines, ...folders.map((path): [string, string] => [path, 'folder'])];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}
