import type { Asset } from '../schema/asset.ts';
import type { ProductFile } from '../schema/product-file.ts';

/**
 * A product or family as it is with the family it extends: what it says itself comes first, texts and lists replace
 * the family's, values and assets are changed one by one, arguments follow the family's. Its own axes come before.
 */
export function joinProductFiles(own: ProductFile, family: ProductFile): ProductFile {
  return {
    ...family,
    ...withoutUndefined(own),
    values: { ...family.values, ...own.values },
    assets: joinAssets(family.assets, own.assets),
    args: [...family.args, ...own.args],
    axes: joinAxes(own.axes, family.axes),
    inputs: { ...family.inputs, ...own.inputs },
  };
}

function withoutUndefined(own: ProductFile): Partial<ProductFile> {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}

/** Assets by name; what the second says of one (a checksum) is added to what the first says (the URL). */
export function joinAssets(
  first: Readonly<Record<string, Asset>>,
  second: Readonly<Record<string, Asset>>,
): Record<string, Asset> {
  const changed = Object.entries(second).map(([name, asset]) => [name, { ...first[name], ...asset }]);
  return { ...first, ...Object.fromEntries(changed) };
}

function joinAxes(own: ProductFile['axes'], family: ProductFile['axes']): ProductFile['axes'] {
  const joined = Object.entries(own).map(([id, axis]) => [id, { ...family[id], ...axis }]);
  const inherited = Object.entries(family).filter(([id]) => own[id] === undefined);
  return Object.fromEntries([...joined, ...inherited]);
}
