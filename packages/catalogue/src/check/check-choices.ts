import type { Catalogue } from '../catalogue.ts';
import { choiceName } from '../choice.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import { platformName } from '../platform.ts';
import type { Product } from '../product.ts';
import type { ListedResolution } from './list-resolutions.ts';

/** What is wrong with what a product offers: a choice without a spec, an asset without a user, nothing at all. */
export function checkChoices(
  product: Product,
  listed: readonly ListedResolution[],
): readonly CatalogueProblem[] {
  const at = (message: string): CatalogueProblem => ({ file: product.file, line: 1, message });
  if (listed.length === 0) return [at('offers nothing on any platform')];
  const failed = listed.flatMap(({ choice, platform, resolution }) =>
    resolution.ok
      ? []
      : resolution.problems.map((problem) =>
          at(`${placeOf(choiceName(choice.values), platformName(platform))}: ${problem}`),
        ),
  );
  return failed.length > 0
    ? failed
    : [...unusedAssets(product, listed).map(at), ...idleAxes(product, listed).map(at)];
}

function placeOf(choice: string, platform: string): string {
  return choice === '' ? platform : `${choice} on ${platform}`;
}

function unusedAssets(product: Product, listed: readonly ListedResolution[]): string[] {
  const used = new Set(listed.flatMap(({ resolution }) => (resolution.ok ? resolution.usedAssets : [])));
  const names = [product, ...product.axes.flatMap(({ items }) => items)].flatMap(({ assets }) =>
    Object.keys(assets),
  );
  return [...new Set(names)]
    .filter((name) => !used.has(name))
    .map((name) => `assets.${name}: no choice uses it`);
}

/** An item that no combination reaches. */
function idleAxes(product: Product, listed: readonly ListedResolution[]): string[] {
  return product.axes.flatMap(({ id, items }) =>
    items
      .filter((item) => !listed.some(({ choice }) => choice.values[id] === item.id))
      .map((item) => `axes.${id}: "${item.id}" is never offered`),
  );
}

/** Two products for one name would be two equal lines of the menu. */
export function checkNames({ products }: Catalogue): readonly CatalogueProblem[] {
  return products.flatMap(({ name, file }, index) => {
    const before = products.slice(0, index).find((each) => each.name === name);
    return before === undefined
      ? []
      : [{ file, line: 1, message: `name: "${name}" is the name of ${before.file} too` }];
  });
}
