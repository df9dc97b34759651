import { wordsWithSettings, type Fragment } from '@netberth/ipxe';
import type { Condition } from '../schema/condition.ts';
import { axisSetting } from './question.ts';

/** A condition as `iseq` compares it: settings joined by slashes, and each text that they have where it holds. */
export type ComparedCondition = { readonly asked: Fragment; readonly wanted: readonly string[] };

/** Null for a condition that always holds. */
export function comparedCondition(condition: Condition): ComparedCondition | null {
  const names = Object.keys(condition).map(settingOf);
  if (names.length === 0) return null;
  return {
    asked: wordsWithSettings(names.map((name) => `\${${name}}`).join('/'), names),
    wanted: combinations(Object.values(condition)).map((each) => each.join('/')),
  };
}

/** `nb-as` is the architecture that the product is taken for, see product-menu.ts. */
function settingOf(name: string): string {
  if (name === 'arch') return 'nb-as';
  return name === 'firmware' ? 'nb-firmware' : axisSetting(name);
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (before, list) => before.flatMap((start) => list.map((value) => [...start, value])),
    [[]],
  );
}
