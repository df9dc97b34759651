import { utf8 } from '../fields/text.ts';
import type { Problem } from '../problem.ts';
import { walkTree, type FolderNode, type TreeNode } from '../tree/tree.ts';
import { isIsoName } from './iso-names.ts';

const mostLevels = 8;
const mostJolietCharacters = 64;
const mostRockRidgeBytes = 255;
// Control characters are forbidden: the rule is about them. (Joliet, "Allowed Characters")
// eslint-disable-next-line no-control-regex
const notInJoliet = /[*/:;?\\\u0000-\u001f]/;

export type IsoNaming = {
  /** POSIX names; without it the primary tree has to hold every name as it is. */
  readonly rockRidge: boolean;
  /** The tree that Windows reads. */
  readonly joliet: boolean;
};

/** What the trees cannot hold. */
export function checkIsoNames(root: FolderNode, naming: IsoNaming): readonly Problem[] {
  return [...walkTree(root)].flatMap((node) => [
    ...checkDepth(node),
    ...(naming.joliet ? checkJoliet(node) : []),
    ...(naming.rockRidge ? checkRockRidge(node) : checkPrimary(node)),
  ]);
}

/** ECMA-119 6.8.2.1: eight levels, the root is the first. A file does not open a level. */
function checkDepth({ kind, path }: TreeNode): readonly Problem[] {
  const levels = path.split('/').length + (kind === 'folder' ? 1 : 0);
  return levels > mostLevels ? [{ kind: 'too-deep', path, levels, mostLevels }] : [];
}

function checkJoliet({ name, path }: TreeNode): readonly Problem[] {
  const impossible = (why: string): Problem => ({ kind: 'impossible-name', path, structure: 'Joliet', why });
  const problems: Problem[] = [];
  if (name.length > mostJolietCharacters) {
    problems.push(impossible(`it has ${name.length} characters, ${mostJolietCharacters} are the most`));
  }
  if (notInJoliet.test(name))
    problems.push(impossible(String.raw`it contains one of * : ; ? \ or a control character`));
  // UCS-2 has no surrogates; readers differ in what they make of them.
  if (/[\ud800-\udfff]/.test(name)) problems.push(impossible('it contains a character beyond U+FFFF'));
  return problems;
}

function checkRockRidge({ name, path }: TreeNode): readonly Problem[] {
  const sizeBytes = utf8(name).length;
  if (sizeBytes <= mostRockRidgeBytes) return [];
  const why = `it has ${sizeBytes} bytes in UTF-8, ${mostRockRidgeBytes} are the most`;
  return [{ kind: 'impossible-name', path, structure: 'Rock Ridge', why }];
}

function checkPrimary({ kind, name, path }: TreeNode): readonly Problem[] {
  if (isIsoName(name, kind)) return [];
  const why =
    'without Rock Ridge only A-Z, 0-9, "_" and (in files) one dot are possible, 30 characters in all';
  return [{ kind: 'impossible-name', path, structure: 'ISO 9660', why }];
}
