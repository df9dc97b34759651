import type { NetworkArguments } from '../network/net-styles.ts';
import type { Product, Tier } from '../product.ts';
import type { Item } from '../schema/axis.ts';
import type { Bindings } from './bindings.ts';

/** `Debian: 13 (trixie), Text`. */
export function titleOf(product: Product, values: Readonly<Record<string, string>>): string {
  const answers = product.axes.flatMap(({ id, items }) => {
    const value = values[id];
    const item = items.find((each) => each.id === value);
    return item?.label ?? value ?? [];
  });
  return answers.length === 0 ? product.name : `${product.name}: ${answers.join(', ')}`;
}

export function tierOf(product: Product, items: readonly Item[]): Tier {
  return items.some(({ tier }) => tier === 'experimental') ? 'experimental' : product.tier;
}

/** The warning of the last item that has one to say or takes it back, else the product's. */
export function confirmOf(product: Product, items: readonly Item[]): string | null {
  const own = items.findLast(({ confirm }) => confirm !== undefined)?.confirm;
  return own === undefined ? product.confirm : own || null;
}

export function ramOf(product: Product, items: readonly Item[]): number | null {
  return items.findLast(({ requires }) => requires?.ramMiB !== undefined)?.requires?.ramMiB ?? product.ramMiB;
}

/** What a person should know before it boots: of the product, of the items, and what it makes of the network. */
export function notesOf(
  product: Product,
  items: readonly Item[],
  network: NetworkArguments,
  bindings: Bindings,
): readonly string[] {
  const isHostRoute = bindings.network.kind === 'known' && bindings.network.words.static?.prefix === '32';
  return [
    ...(product.notes === null ? [] : [product.notes]),
    ...items.flatMap(({ notes }) => notes ?? []),
    ...(network.ok ? [] : [`The network of the machine is not passed on: ${network.why}.`]),
    ...(network.ok && isHostRoute
      ? ['With a /32 address the gateway is off the link: most installers fail.']
      : []),
  ];
}
