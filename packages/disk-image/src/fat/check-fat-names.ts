import { contentSize } from '../plan/content.ts';
import type { Problem } from '../problem.ts';
import { walkTree, type FolderNode } from '../tree/tree.ts';

const mostUnits = 255;
const mostFileBytes = 0xffff_ffff;
// The characters below the blank are what the rule is about.
// eslint-disable-next-line no-control-regex
const forbidden = /["*/:<>?\\|\u0000-\u001f\u007f]/;

/** What FAT cannot hold: names, names that differ only in case, files of 4 GiB and more. */
export function checkFatNames(root: FolderNode): readonly Problem[] {
  const problems: Problem[] = [];
  for (const folder of [root, ...walkTree(root)]) {
    if (folder.kind === 'folder') problems.push(...caseConflicts(folder));
  }
  for (const node of walkTree(root)) {
    const why = nameFault(node.name);
    if (why !== undefined) problems.push({ kind: 'impossible-name', path: node.path, structure: 'FAT', why });
    if (node.kind === 'folder') continue;
    const sizeBytes = contentSize(node.content);
    if (sizeBytes > mostFileBytes) {
      problems.push({ kind: 'file-too-large', path: node.path, sizeBytes, mostBytes: mostFileBytes });
    }
  }
  return problems;
}

function nameFault(name: string): string | undefined {
  if (name.length > mostUnits) return `it has ${name.length} UTF-16 units, ${mostUnits} are the most`;
  if (forbidden.test(name)) return String.raw`it contains one of " * : < > ? \ | or a control character`;
  if (/[. ]$/.test(name)) return 'it ends with a dot or a blank, which readers drop';
  return undefined;
}

function caseConflicts(folder: FolderNode): readonly Problem[] {
  const seen = new Map<string, string>();
  return folder.children.flatMap(({ name, path }): Problem[] => {
    const key = name.toUpperCase();
    const other = seen.get(key);
    seen.set(key, path);
    return other === undefined ? [] : [{ kind: 'duplicate-name', path, other, structure: 'FAT' }];
  });
}
