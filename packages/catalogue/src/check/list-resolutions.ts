import type { Catalogue } from '../catalogue.ts';
import { offeredChoices, type Choice } from '../choice.ts';
import { platforms, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { resolve } from '../resolve/resolve.ts';
import type { Resolution } from '../resolve/resolve-product.ts';

export type ListedResolution = {
  readonly choice: Choice;
  readonly platform: Platform;
  readonly resolution: Resolution;
};

/** Everything that a product offers, on every platform; what a machine's owner must give is the product's example. */
export function listResolutions(catalogue: Catalogue, product: Product): readonly ListedResolution[] {
  const inputs = exampleInputs(product);
  return platforms.flatMap((platform) =>
    offeredChoices(product, platform).map((choice) => ({
      choice,
      platform,
      resolution: resolve(catalogue, choice, { platform, inputs }),
    })),
  );
}

export function exampleInputs({ inputs }: Product): Record<string, string> {
  return Object.fromEntries(
    inputs.flatMap(({ id, required, example }) => (required && example !== undefined ? [[id, example]] : [])),
  );
}
