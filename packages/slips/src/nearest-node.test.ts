import { expect, test } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import { nearestNode } from './nearest-node.ts';

const text = `name: web
disks:
  - size: 10
    7: seven
  - plain
`;

test.each([
  [['name'], 1, 1],
  [['disks', 0, 'size'], 3, 5],
  [['disks', 0, 7], 4, 5],
  [['disks', 0, 'missing'], 3, 5],
  [['disks', 1], 5, 5],
  [['missing', 'deeper'], 1, 1],
] as const)('%j stands at %d:%d', (path, line, column) => {
  const lines = new LineCounter();
  const node = nearestNode(parseDocument(text, { lineCounter: lines }), path);
  expect(lines.linePos(node?.range?.[0] ?? 0)).toEqual({ line, col: column });
});
