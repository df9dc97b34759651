import { fillScript, ipxe, renderScript } from '@netberth/ipxe';
import type { Catalogue, Section } from '../catalogue.ts';
import type { Product } from '../product.ts';
import { countedFile } from '@netberth/usage';
import { aboutPage } from './about-page.ts';
import { countedScript } from './counted-boot.ts';
import { helpPage } from './help-page.ts';
import { lackSettingsOf } from './lack-settings.ts';
import { lettersMenu } from './letters-menu.ts';
import { lookScript } from './look-script.ts';
import { mainMenu } from './main-menu.ts';
import type { MenuFile } from './menu-file.ts';
import { staticLinks, type MenuLinks } from './menu-links.ts';
import { namesMenu } from './names-menu.ts';
import { optionsMenu } from './options-menu.ts';
import type { Marks, ProductView } from './product-items.ts';
import { productMenu } from './product-menu.ts';
import { sectionMenu } from './section-menu.ts';
import { staticBoots, withoutDeadEnds, type StaticBoot } from './static-boots.ts';
import { utilitiesMenu } from './utilities-menu.ts';

export type MenuOptions = {
  /** How long the menu waits before the machine boots its disk; 0: for ever. */
  readonly timeoutMs: number;
  /** A script beside the others that asks for another menu; the utilities lead there. */
  readonly tryPage?: string;
  /** Ids of the products that are booted most; they lead their sections. */
  readonly popular?: readonly string[];
};

/**
 * The whole menu as scripts for a folder that any web server serves; `menu.ipxe` is the one to chain to.
 *
 * What a product cannot resolve is left out, see `checkCatalogue`. No script has a password or an answer file.
 */
export function menuFiles(catalogue: Catalogue, options: MenuOptions): readonly MenuFile[] {
  const boots = bootsOnce(catalogue);
  return [
    ...frameFiles(catalogue, options, boots),
    ...catalogue.products.flatMap((product) => [productFile(product, boots), aboutFile(product)]),
  ];
}

export type BootsOf = (product: Product) => readonly StaticBoot[];

/** Every way through the menu of each product, worked out once, when it is first asked for. */
export function bootsOnce(catalogue: Catalogue): BootsOf {
  const known = new Map<string, readonly StaticBoot[]>();
  return (product) => {
    const boots = known.get(product.id) ?? staticBoots(catalogue, product);
    known.set(product.id, boots);
    return boots;
  };
}

/** The menus around the products. */
export function frameFiles(
  catalogue: Catalogue,
  { timeoutMs, tryPage, popular = [] }: MenuOptions,
  bootsOf: BootsOf,
): readonly MenuFile[] {
  const sections = filledSections(catalogue);
  const menu = {
    title: 'Netberth',
    entries: [],
    defaultEntry: 'local',
    timeoutMs,
    links: staticLinks,
    platform: null,
    before: [ipxe`chain --autofree look.ipxe ||`],
  };
  const view = { on: null, marksOf: (product: Product) => settingMarks(bootsOf(product)), popular };
  return [
    { path: 'menu.ipxe', script: mainMenu({ ...menu, sections: sections.map(({ section }) => section) }) },
    { path: 'look.ipxe', script: lookScript() },
    { path: countedFile, script: countedScript() },
    ...sidePages(tryPage),
    ...sections.map(({ section, products }) => ({
      path: `sections/${section.id}.ipxe`,
      script: sectionMenu(section, products, staticLinks, view),
    })),
    ...findFiles(catalogue.products, staticLinks, view),
  ];
}

function settingMarks(boots: readonly StaticBoot[]): Marks {
  const specs = boots.flatMap(({ resolution }) => (resolution.ok ? [resolution.spec] : []));
  return { texts: [], settings: lackSettingsOf(specs) };
}

/** The products in the order of their names, and by the first letters of them. */
export function findFiles(
  products: readonly Product[],
  links: MenuLinks,
  view: ProductView,
): readonly MenuFile[] {
  return [
    { path: 'find/names.ipxe', script: namesMenu(products, links, view) },
    { path: 'find/letters.ipxe', script: lettersMenu(products, links, view) },
  ];
}

/** What hangs on the main menu and is the same for all. */
export function sidePages(tryPage?: string): readonly MenuFile[] {
  return [
    { path: 'options.ipxe', script: optionsMenu() },
    { path: 'utilities.ipxe', script: utilitiesMenu(tryPage) },
    { path: 'help.ipxe', script: helpPage() },
  ];
}

export type FilledSection = { readonly section: Section; readonly products: readonly Product[] };

/** The sections that have something. */
export function filledSections(catalogue: Catalogue): readonly FilledSection[] {
  return catalogue.sections
    .map((section) => ({
      section,
      products: catalogue.products.filter((product) => product.section === section.id),
    }))
    .filter(({ products }) => products.length > 0);
}

export function productFile(product: Product, bootsOf: BootsOf): MenuFile {
  const boots = bootsOf(product);
  const script = productMenu(withoutDeadEnds(product, boots), boots);
  return { path: `products/${product.id}.ipxe`, script };
}

export function aboutFile(product: Product): MenuFile {
  return { path: `about/${product.id}.ipxe`, script: aboutPage(product) };
}

/** The text of a script of the menu; such scripts have no secrets to fill in. */
export function menuText({ script }: MenuFile): string {
  return fillScript(renderScript(script), {});
}
