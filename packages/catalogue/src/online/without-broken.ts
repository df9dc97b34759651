import type { Catalogue } from '../catalogue.ts';
import { listResolutions } from '../check/list-resolutions.ts';
import type { Product } from '../product.ts';

/** The product without the items of which nothing can be fetched; null: nothing of it can. */
export function withoutBroken(
  catalogue: Catalogue,
  product: Product,
  broken: ReadonlySet<string>,
): Product | null {
  const working = listResolutions(catalogue, product).filter(
    ({ resolution }) => resolution.ok && !resolution.spec.files.some(({ url }) => broken.has(url)),
  );
  if (working.length === 0) return null;
  const axes = product.axes.map((axis) => ({
    ...axis,
    items: axis.items.filter(({ id }) => working.some(({ choice }) => choice.values[axis.id] === id)),
  }));
  return { ...product, axes };
}
