import type { Script } from '@netberth/ipxe';
import type { Catalogue } from '../catalogue.ts';
import { platformFor } from '../choice.ts';
import { platformName, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import type { ChoiceLinks, MenuLinks } from './menu-links.ts';
import { askingMenu } from './product-menu.ts';
import { productOn } from './product-on.ts';
import { filledSections, sidePages } from './render-menu.ts';
import { sectionMenu } from './section-menu.ts';
import { staticBoots, withoutDeadEnds } from './static-boots.ts';

/** Links of a server that makes the script of a choice when it is made. */
export type ServedLinks = MenuLinks & { readonly choices: ChoiceLinks };

/**
 * A script behind the main menu by its path: `sections/linux.ipxe`, `products/debian.ipxe`, `help.ipxe`; null: there is
 * none. For a platform nothing is left to ask about it; null: the machine finds out.
 */
export function servedScript(
  catalogue: Catalogue,
  path: string,
  links: ServedLinks,
  platform: Platform | null,
): Script | null {
  const { kind, id } = /^(?<kind>sections|products)\/(?<id>[^/]+)\.ipxe$/.exec(path)?.groups ?? {};
  if (kind === 'sections') {
    const filled = filledSections(catalogue).find(({ section }) => section.id === id);
    return filled === undefined ? null : sectionMenu(filled.section, filled.products, links, platform);
  }
  if (kind === 'products') {
    const product = catalogue.products.find((each) => each.id === id);
    if (product === undefined) return null;
    return askingMenu(reachable(catalogue, product, platform), links.choices);
  }
  return sidePages().find((page) => page.path === path)?.script ?? null;
}

/** The product with what can be booted from its menu. */
function reachable(catalogue: Catalogue, product: Product, platform: Platform | null): Product {
  const boots = staticBoots(catalogue, product);
  if (platform === null) return withoutDeadEnds(product, boots);
  const own = platformFor(product, platform);
  const ownBoots = boots.filter((boot) => platformName(boot.platform) === platformName(own));
  return withoutDeadEnds(productOn(product, own), ownBoots);
}
