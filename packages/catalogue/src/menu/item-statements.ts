import { ipxe, word, words, wordsWithSettings, type Statement } from '@netberth/ipxe';
import type { Item } from '../schema/axis.ts';
import { axisSetting } from './question.ts';

/** The `item` lines of one item: one without a condition, else one for each set of answers that shows it. */
export function itemStatements(item: Item): readonly Statement[] {
  const conditions = conditionsOf(item);
  const text = words(itemText(item));
  if (conditions.length === 0) return [ipxe`item ${word(item.id)} ${text}`];
  const names = conditions.map(([name]) => name);
  const asked = wordsWithSettings(names.map((name) => `\${${name}}`).join('/'), names);
  return combinations(conditions.map(([, wanted]) => wanted)).map(
    (wanted) => ipxe`iseq ${asked} ${word(wanted.join('/'))} && item ${word(item.id)} ${text} ||`,
  );
}

function conditionsOf({ when, byArch }: Item): readonly (readonly [string, readonly string[]])[] {
  const own = Object.entries(when ?? {}).map(([name, wanted]) => [settingOf(name), wanted] as const);
  return byArch === undefined ? own : [...own, [settingOf('arch'), Object.keys(byArch)]];
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

function itemText({ id, label, endOfLife, tier, requires }: Item): string {
  const more = [
    ...(tier === 'experimental' ? ['experimental'] : []),
    ...(requires?.ramMiB === undefined ? [] : [`${ramText(requires.ramMiB)} RAM`]),
    ...(endOfLife === undefined ? [] : [`until ${endOfLife.slice(0, 7)}`]),
  ];
  return more.length === 0 ? (label ?? id) : `${label ?? id} [${more.join(', ')}]`;
}

/** `512 MiB`, `4 GiB`. */
export function ramText(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`;
}
