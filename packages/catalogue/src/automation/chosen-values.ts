import { platformFor } from '../choice.ts';
import type { Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { checkChoice } from '../resolve/resolve.ts';

/** A choice with its answer to every question: those that were left out as on the first platform that has them. */
export function chosenValues(
  product: Product,
  values: Readonly<Record<string, string>>,
  platforms: readonly Platform[],
): Readonly<Record<string, string>> {
  for (const platform of platforms) {
    const asked = { platform: platformFor(product, platform) };
    const checked = checkChoice(product, { product: product.id, values }, asked);
    if (checked.problems.length === 0) return { ...checked.values };
  }
  return values;
}
