import type { Item } from './schema/axis.ts';
import { holds } from './schema/condition.ts';
import type { Architecture, Platform } from './platform.ts';
import type { Axis, Product } from './product.ts';

/** A product and its answer to each question; an axis that is left out has its first item. */
export type Choice = { readonly product: string; readonly values: Readonly<Record<string, string>> };

/** `release=trixie,mode=text`: the answers in the order of the product's questions; empty when it asks none. */
export function choiceName(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([axis, item]) => `${axis}=${item}`)
    .join(',');
}

/** What is known while a choice is made: the platform, and the answers so far. */
export type Facts = Readonly<Record<string, string>>;

export function factsOf({ firmware, arch }: Platform): Facts {
  return { firmware, arch };
}

/** The items of an axis that may be chosen after these answers. */
export function offeredItems(axis: Axis, facts: Facts): readonly Item[] {
  return axis.items.filter(({ when, byArch }) => {
    const isForArch = byArch === undefined || byArch[facts['arch'] as Architecture] !== undefined;
    return isForArch && holds(when, facts);
  });
}

/** Does the product exist for this platform? */
export function isForPlatform(product: Product, { firmware, arch }: Platform): boolean {
  return product.firmware.includes(firmware) && product.arch[arch] !== undefined;
}

/** On BIOS a 64-bit machine starts a system that is there for 32 bits only. */
export function platformFor(product: Product, platform: Platform): Platform {
  const isWide = platform.firmware === 'bios' && platform.arch === 'x86_64';
  return isWide && isOnlyFor32Bit(product) ? { firmware: 'bios', arch: 'i386' } : platform;
}

export function isOnlyFor32Bit({ arch }: Product): boolean {
  return arch.x86_64 === undefined && arch.i386 !== undefined;
}

/** Every set of answers that a product offers on a platform, in the order of the menu; typed answers apart. */
export function offeredChoices(product: Product, platform: Platform): readonly Choice[] {
  if (!isForPlatform(product, platform)) return [];
  const answers = product.axes.reduce<readonly Facts[]>(
    (before, axis) =>
      before.flatMap((chosen) =>
        offeredItems(axis, { ...factsOf(platform), ...chosen }).map(({ id }) => ({
          ...chosen,
          [axis.id]: id,
        })),
      ),
    [{}],
  );
  return answers.map((values) => ({ product: product.id, values }));
}
