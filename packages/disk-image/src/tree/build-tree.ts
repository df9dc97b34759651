import type { Problem } from '../problem.ts';
import type { FileEntry, FileNode, FolderNode, TreeNode } from './tree.ts';

type GrowingFolder = {
  readonly kind: 'folder';
  readonly path: string;
  readonly children: Map<string, GrowingNode>;
};
type GrowingNode = FileNode | GrowingFolder;

export type BuiltTree = { readonly root: FolderNode; readonly problems: readonly Problem[] };

/** The tree of some files and (perhaps empty) folders. The order in which they are given does not matter. */
export function buildTree(files: readonly FileEntry[], folders: readonly string[] = []): BuiltTree {
  const root: GrowingFolder = { kind: 'folder', path: '', children: new Map() };
  const problems: Problem[] = [];
  for (const path of folders) {
    const parts = parsePath(path, problems);
    if (parts !== undefined) enterFolder(root, parts, path, problems);
  }
  for (const { path, content } of files) {
    const parts = parsePath(path, problems);
    const name = parts?.pop();
    if (parts === undefined || name === undefined) continue;
    const folder = enterFolder(root, parts, path, problems);
    if (folder === undefined) continue;
    const other = folder.children.get(name);
    if (other === undefined) folder.children.set(name, { kind: 'file', name, path, content });
    else problems.push({ kind: 'duplicate-name', path, other: other.path });
  }
  return { root: finishFolder('', root), problems };
}

function parsePath(path: string, problems: Problem[]): string[] | undefined {
  const parts = path.split('/');
  const why = pathFault(path, parts);
  if (why === undefined) return parts;
  problems.push({ kind: 'bad-path', path, why });
  return undefined;
}

function pathFault(path: string, parts: readonly string[]): string | undefined {
  if (path === '') return 'it is empty';
  if (parts.includes('')) return 'a part of it is empty; write it without "/" at its ends and without "//"';
  if (parts.includes('.') || parts.includes('..')) return '"." and ".." are no names; write it from the root';
  if (path.includes('\0')) return 'it contains a NUL character';
  if (!path.isWellFormed()) return 'it contains half of a surrogate pair';
  return undefined;
}

function enterFolder(
  root: GrowingFolder,
  parts: readonly string[],
  path: string,
  problems: Problem[],
): GrowingFolder | undefined {
  let folder = root;
  for (const [depth, part] of parts.entries()) {
    const next = folder.children.get(part) ?? {
      kind: 'folder',
      path: parts.slice(0, depth + 1).join('/'),
      children: new Map<string, GrowingNode>(),
    };
    if (next.kind === 'file') {
      problems.push({ kind: 'duplicate-name', path, other: next.path });
      return undefined;
    }
    folder.children.set(part, next);
    folder = next;
  }
  return folder;
}

function finishFolder(name: string, { path, children }: GrowingFolder): FolderNode {
  const finished = [...children].map(([child, node]): TreeNode =>
    node.kind === 'file' ? node : finishFolder(child, node),
  );
  return { kind: 'folder', name, path, children: finished.sort(byName) };
}

function byName(a: TreeNode, b: TreeNode): number {
  return a.name < b.name ? -1 : 1;
}
