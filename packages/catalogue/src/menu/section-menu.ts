import { comment, ipxe, script, type Script } from '@netberth/ipxe';
import type { Section } from '../catalogue.ts';
import type { Product } from '../product.ts';
import { leadingFirst } from './leading-first.ts';
import type { MenuLinks } from './menu-links.ts';
import { productItems, type ProductView } from './product-items.ts';
import { productList } from './product-list.ts';

export type SectionView = ProductView & {
  /** Ids of the products that are booted most, in their order; those of a section lead it. */
  readonly popular: readonly string[];
};

/** The products of a section, the popular ones first; those that are not for this machine's platform are left out. */
export function sectionMenu(
  { name }: Section,
  products: readonly Product[],
  links: MenuLinks,
  view: SectionView,
): Script {
  const { leading, others } = leadingFirst(products, view.popular);
  const first = leading.flatMap((product) => productItems(product, view));
  const rest = others.flatMap((product) => productItems(product, view));
  const gap = first.length > 0 && rest.length > 0 ? [ipxe`item --gap`] : [];
  return script(comment(name), productList({ title: name, items: [...first, ...gap, ...rest], links }));
}
