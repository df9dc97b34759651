import type { Product } from '../product.ts';

/** So many lead a section: more would be a second list to read. */
const mostLeading = 3;
/** A section that is seen at a glance keeps its order. */
const leastProducts = 6;

/** The most popular products of a section in the order of `popular`, and the others in their own. */
export function leadingFirst(
  products: readonly Product[],
  popular: readonly string[],
): { readonly leading: readonly Product[]; readonly others: readonly Product[] } {
  if (products.length < leastProducts) return { leading: [], others: products };
  const leading = popular
    .flatMap((id) => products.find((product) => product.id === id) ?? [])
    .slice(0, mostLeading);
  return { leading, others: products.filter((product) => !leading.includes(product)) };
}
