import type { Content } from '../plan/content.ts';

/** A file that is wanted in an image: `path` is relative to the root, with `/` between its parts. */
export type FileEntry = { readonly path: string; readonly content: Content };

export type FileNode = {
  readonly kind: 'file';
  readonly name: string;
  readonly path: string;
  readonly content: Content;
};

/** The root's name and path are empty. Children are in the order of their names' UTF-16 units. */
export type FolderNode = {
  readonly kind: 'folder';
  readonly name: string;
  readonly path: string;
  readonly children: readonly TreeNode[];
};

export type TreeNode = FileNode | FolderNode;

/** Every node below a folder, a folder before what is in it. */
export function* walkTree(folder: FolderNode): Generator<TreeNode, void, undefined> {
  for (const child of folder.children) {
    yield child;
    if (child.kind === 'folder') yield* walkTree(child);
  }
}

/** The files of a tree in the order of an image: slots last, so that images that differ only in them begin alike. */
export function filesInOrder(root: FolderNode): readonly FileNode[] {
  const files = [...walkTree(root)].filter((node) => node.kind === 'file');
  return [...files.filter((file) => !isSlot(file)), ...files.filter(isSlot)];
}

export function isSlot({ content }: FileNode): boolean {
  return 'kind' in content && content.kind === 'slot';
}

export function findFile(root: FolderNode, path: string): FileNode | undefined {
  for (const node of walkTree(root)) if (node.kind === 'file' && node.path === path) return node;
  return undefined;
}
