import type { Script } from '@netberth/ipxe';
import type { Catalogue } from '../catalogue.ts';
import { platformFor } from '../choice.ts';
import { platformName, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import type { Item } from '../schema/axis.ts';
import { aboutPage } from './about-page.ts';
import { allAbilities, commonLacks, type MachineAbilities } from './machine-lacks.ts';
import type { ChoiceLinks, MenuLinks } from './menu-links.ts';
import { askingMenu } from './product-menu.ts';
import type { Marks } from './product-items.ts';
import { productOn } from './product-on.ts';
import { filledSections, findFiles, sidePages } from './render-menu.ts';
import { sectionMenu } from './section-menu.ts';
import { staticBoots, withoutDeadEnds, type StaticBoot } from './static-boots.ts';

/** Links of a server that makes the script of a choice when it is made. */
export type ServedLinks = MenuLinks & {
  readonly choices: ChoiceLinks;
  /** Where the utilities lead whoever wants another menu. */
  readonly tryPage?: string;
};

/** For whom a page is made. */
export type Reader = {
  /** Nothing is left to ask about it; null: the machine finds out. */
  readonly platform: Platform | null;
  /** What a machine with these cannot start is marked. */
  readonly abilities?: MachineAbilities;
  /** Ids of the products that ask for a password: marked. */
  readonly protectedIds?: ReadonlySet<string>;
  /** Ids of the products that are booted most; they lead their sections. */
  readonly popular?: readonly string[];
};

/**
 * A script behind the main menu by its path: `sections/linux.ipxe`, `products/debian.ipxe`, `help.ipxe`; null: there is
 * none.
 */
export function servedScript(
  catalogue: Catalogue,
  path: string,
  links: ServedLinks,
  { platform, abilities = allAbilities, protectedIds = new Set(), popular = [] }: Reader,
): Script | null {
  const { kind, id } = /^(?<kind>sections|products|about|find)\/(?<id>[^/]+)\.ipxe$/.exec(path)?.groups ?? {};
  const marksOf = (product: Product): Marks => ({
    texts: [
      ...(protectedIds.has(product.id) ? ['asks for a password'] : []),
      ...commonLacks(bootsOn(catalogue, product, platform), abilities),
    ],
    settings: [],
  });
  const view = { on: platform, marksOf, popular };
  if (kind === 'sections') {
    const filled = filledSections(catalogue).find(({ section }) => section.id === id);
    if (filled === undefined) return null;
    return sectionMenu(filled.section, filled.products, links, view);
  }
  if (kind === 'products') {
    const product = catalogue.products.find((each) => each.id === id);
    if (product === undefined) return null;
    return askingMenu(reachable(catalogue, product, platform, abilities), links.choices);
  }
  if (kind === 'about') {
    const product = catalogue.products.find((each) => each.id === id);
    return product === undefined ? null : aboutPage(product);
  }
  if (kind === 'find')
    return findFiles(catalogue.products, links, view).find((file) => file.path === path)?.script ?? null;
  return sidePages(links.tryPage).find((page) => page.path === path)?.script ?? null;
}

/** The product with what can be booted from its menu, marked where this machine cannot. */
function reachable(
  catalogue: Catalogue,
  product: Product,
  platform: Platform | null,
  abilities: MachineAbilities,
): Product {
  const boots = bootsOn(catalogue, product, platform);
  const own = platform === null ? product : productOn(product, platformFor(product, platform));
  const shown = withoutDeadEnds(own, boots);
  const axes = shown.axes.map((axis) => ({
    ...axis,
    items: axis.items.map((item) =>
      marked(item, commonLacks(boots.filter(answers(axis.id, item)), abilities)),
    ),
  }));
  return { ...shown, axes };
}

function answers(axis: string, { id }: Item): (boot: StaticBoot) => boolean {
  return (boot) => boot.answers[axis] === id;
}

function marked(item: Item, lacks: readonly string[]): Item {
  return lacks.length === 0 ? item : { ...item, label: `${item.label ?? item.id} (${lacks.join(', ')})` };
}

function bootsOn(catalogue: Catalogue, product: Product, platform: Platform | null): readonly StaticBoot[] {
  const boots = staticBoots(catalogue, product);
  if (platform === null) return boots;
  const own = platformName(platformFor(product, platform));
  return boots.filter((boot) => platformName(boot.platform) === own);
}
