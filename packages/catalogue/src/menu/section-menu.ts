import { comment, script, type Script } from '@netberth/ipxe';
import type { Section } from '../catalogue.ts';
import type { Product } from '../product.ts';
import type { MenuLinks } from './menu-links.ts';
import { productItems, type ProductView } from './product-items.ts';
import { productList } from './product-list.ts';

/** The products of a section; those that are not for this machine's platform are left out. */
export function sectionMenu(
  { name }: Section,
  products: readonly Product[],
  links: MenuLinks,
  view: ProductView,
): Script {
  const items = products.flatMap((product) => productItems(product, view));
  return script(comment(name), productList({ title: name, items, links }));
}
