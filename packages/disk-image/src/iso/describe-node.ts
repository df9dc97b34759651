import type { TreeNode } from '../tree/tree.ts';
import type { DescribeNode } from './plan-records.ts';
import { namedSystemUse, unnamedSystemUse, type PosixFile } from './rock-ridge.ts';

const nothing = { inRecord: new Uint8Array(), continued: new Uint8Array() };

/** Joliet's tree, and the primary one without Rock Ridge. */
export const describeNothing: DescribeNode = () => nothing;

export function describeByRockRidge(epochSeconds: number): DescribeNode {
  return (node, role, isRoot) => {
    const file: PosixFile = { kind: node.kind, links: linkCount(node), epochSeconds };
    return role === 'named'
      ? namedSystemUse(node.name, file)
      : unnamedSystemUse(file, isRoot && role === 'itself');
  };
}

function linkCount(node: TreeNode): number {
  if (node.kind === 'file') return 1;
  return 2 + node.children.filter(({ kind }) => kind === 'folder').length;
}
