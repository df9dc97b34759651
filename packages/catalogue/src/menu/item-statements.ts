import { word, type Statement } from '@netberth/ipxe';
import type { Item } from '../schema/axis.ts';
import type { Condition } from '../schema/condition.ts';
import { comparedCondition } from './compared-condition.ts';
import { menuItem } from './menu-item.ts';

/**
 * The `item` lines of one item: one without a condition, else one for each set of answers that shows it. `lacks`: settings
 * whose texts stand behind it.
 */
export function itemStatements(item: Item, lacks: readonly string[] = []): readonly Statement[] {
  const condition = comparedCondition(conditionOf(item));
  const entry = { id: item.id, text: itemText(item), lacks };
  if (condition === null) return [menuItem(entry)];
  return condition.wanted.map((wanted) => menuItem(entry, { asked: condition.asked, wanted: word(wanted) }));
}

/** An item that is there for some architectures only shows for these. */
function conditionOf({ when, byArch }: Item): Condition {
  if (byArch === undefined) return when ?? {};
  const own = when?.['arch'];
  return { ...when, arch: Object.keys(byArch).filter((arch) => own === undefined || own.includes(arch)) };
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
