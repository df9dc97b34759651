import { parseKeys, simulate, type Pause } from '@netberth/ipxe/simulate';
import { isSamePlatform, type Platform } from '../../platform.ts';
import type { Product } from '../../product.ts';
import { simulatedMachine } from '../simulated-machine.ts';
import { machinesFor } from './leaf.ts';
import type { ServedMenu } from './served-menu.ts';

/** What is wrong with the list by names, and with the search by letters for the first product of each section. */
export function nameFaults(menu: ServedMenu, machine: Platform): readonly string[] {
  const { sections, products } = menu.catalogue;
  const own = products.filter((product) => isOffered(product, machine));
  const firsts = sections.flatMap(({ id }) => own.find(({ section }) => section === id) ?? []);
  const listed = difference('the list by names', offeredAt(menu, machine, '/'), idsOf(own));
  const searches = firsts.map((product) => {
    const letters = product.id.slice(0, 3).replace(/[^a-z0-9].*/, '');
    const wanted = own.filter((each) => wordsOf(each).some((word) => word.startsWith(letters)));
    return difference(
      `the search for "${letters}"`,
      offeredAt(menu, machine, `/ / ${letters} Enter`),
      idsOf(wanted),
    );
  });
  return [listed, ...searches].filter((fault) => fault !== null);
}

function isOffered(product: Product, machine: Platform): boolean {
  return machinesFor(product).some((each) => isSamePlatform(each.machine, machine));
}

function wordsOf({ name, id }: Product): readonly string[] {
  return `${name} ${id}`.toLowerCase().split(/[^a-z0-9]+/);
}

function idsOf(products: readonly Product[]): readonly string[] {
  return products.map(({ id }) => id);
}

/** The products of the last menu that somebody sees who presses these keys. */
function offeredAt({ url, answer }: ServedMenu, machine: Platform, keys: string): readonly string[] {
  const left = [...parseKeys(keys)];
  let last: Pause | undefined;
  simulate(
    { url },
    {
      ...simulatedMachine(machine),
      keys: (pause) => {
        last = pause;
        return left.shift() ?? null;
      },
      fetch: answer,
    },
  );
  const items = last?.kind === 'menu' ? last.items : [];
  return items.flatMap(({ label }) => (label === null || label.startsWith('nb-') ? [] : [label]));
}

function difference(what: string, has: readonly string[], wanted: readonly string[]): string | null {
  const [left, right] = [has.toSorted().join(', '), wanted.toSorted().join(', ')];
  return left === right ? null : `${what} offers ${left}; wanted ${right}`;
}
