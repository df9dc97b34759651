import { factsOf, isForPlatform, type Facts } from '../choice.ts';
import type { Architecture, Platform } from '../platform.ts';
import type { Axis, Product } from '../product.ts';
import type { Item } from '../schema/axis.ts';
import { holds } from '../schema/condition.ts';

/** A product as this platform has it: the conditions on firmware and architecture are decided. */
export function productOn(product: Product, platform: Platform): Product {
  if (!isForPlatform(product, platform)) return product;
  return { ...product, axes: product.axes.map((axis) => axisOn(axis, factsOf(platform))) };
}

function axisOn(axis: Axis, platform: Facts): Axis {
  return { ...axis, items: axis.items.filter((item) => isThere(item, platform)).map(onlyAnswers) };
}

function isThere({ when, byArch }: Item, platform: Facts): boolean {
  const isForArch = byArch === undefined || byArch[platform['arch'] as Architecture] !== undefined;
  return isForArch && holds(part(when, isOfPlatform), platform);
}

/** What is left to ask: conditions on answers before. */
function onlyAnswers(item: Item): Item {
  return { ...item, byArch: undefined, when: part(item.when, (name) => !isOfPlatform(name)) };
}

function isOfPlatform(name: string): boolean {
  return name === 'arch' || name === 'firmware';
}

function part(when: Item['when'], isWanted: (name: string) => boolean): NonNullable<Item['when']> {
  return Object.fromEntries(Object.entries(when ?? {}).filter(([name]) => isWanted(name)));
}
