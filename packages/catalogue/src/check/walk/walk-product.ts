import { simulate } from '@netberth/ipxe/simulate';
import type { CatalogueProblem } from '../../parse/catalogue-problem.ts';
import { platformName } from '../../platform.ts';
import type { Product } from '../../product.ts';
import { simulatedMachine } from '../simulated-machine.ts';
import { bootDifference } from './boot-difference.ts';
import { guideAlong, type Guide } from './guide.ts';
import { leavesOf, type Leaf } from './leaf.ts';
import type { ServedMenu } from './served-menu.ts';
import { simulatedCard } from './simulated-card.ts';

export type WalkedProduct = { readonly problems: readonly CatalogueProblem[]; readonly leaves: number };

/**
 * Goes to every leaf of a product from the top of the static menu, on every kind of machine, and looks whether it boots
 * what the choice resolves to, and whether more is offered than that. Choices that do not resolve are left to
 * `checkChoices`.
 */
export function walkProduct(menu: ServedMenu, product: Product): WalkedProduct {
  const leaves = leavesOf(menu.catalogue, product);
  const walks = leaves.flatMap((leaf) => walkTo(menu, leaf) ?? []);
  const faults = [
    ...walks.flatMap(({ leaf, fault }) => (fault === null ? [] : [`${leaf.place}: ${fault}`])),
    ...surplusOffers(product, leaves, walks),
  ];
  return {
    problems: faults.map((fault) => ({
      file: product.file,
      line: 1,
      message: `in the static menu, ${fault}`,
    })),
    leaves: walks.length,
  };
}

type Walk = { readonly leaf: Leaf; readonly guide: Guide; readonly fault: string | null };

function walkTo({ url, answer }: ServedMenu, leaf: Leaf): Walk | null {
  if (!leaf.wanted.ok) return null;
  const guide = guideAlong(leaf.route);
  const walked = simulate(
    { url },
    {
      ...simulatedMachine(leaf.machine),
      ...simulatedCard(leaf.network),
      keys: guide.person,
      fetch: answer,
    },
  );
  return { leaf, guide, fault: guide.lost() ?? bootDifference(leaf.wanted.spec.boot, walked) };
}

/** What the product's menus offered on the walks, and no leaf is behind. `nb-` begins what every product's menu has. */
function surplusOffers(product: Product, leaves: readonly Leaf[], walks: readonly Walk[]): readonly string[] {
  const keyOf = ({ machine }: Leaf, labels: readonly string[]): string =>
    [platformName(machine), ...labels].join('/');
  const known = new Set(
    leaves.flatMap((leaf) =>
      leaf.route.labels.map((_, index) => keyOf(leaf, leaf.route.labels.slice(0, index + 1))),
    ),
  );
  const surplus = walks.flatMap(({ leaf, guide }) =>
    [...guide.offered].flatMap(([before, labels]) => {
      const path = before.split('/');
      const isLost = path.some((label) => label === 'nb-mirrors' || label === 'nb-back');
      if (path[1] !== product.id || isLost) return [];
      return labels
        .filter((label) => !label.startsWith('nb-') && !known.has(keyOf(leaf, [...path, label])))
        .map((label) => `${platformName(leaf.machine)}: "${label}" is offered, and nothing resolves it`);
    }),
  );
  return [...new Set(surplus)];
}
