import { isMap, isNode, isScalar } from 'yaml';
import type { Document, Node } from 'yaml';

/**
 * Where something stands in a YAML document: for a field its name; else the value, or what is nearest around it, for what
 * is missing has no place.
 */
export function nearestNode(document: Document, path: readonly PropertyKey[]): Node | null {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
      if (pair !== undefined && isNode(pair.key)) return pair.key;
      continue;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}
