import { comment, ipxe, label, script, words, wordsWithSettings } from '@netberth/ipxe';
import type { Script, Statement } from '@netberth/ipxe';
import type { Section } from '../catalogue.ts';
import { isForPlatform, isOnlyFor32Bit, platformFor } from '../choice.ts';
import { platformName, platforms, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { ramText } from './item-statements.ts';
import { menuItem } from './menu-item.ts';
import { linkSettings, productLink, type MenuLinks } from './menu-links.ts';
import { staticObstacle } from './network-statements.ts';

/** What else is said of a product, such as why this machine cannot start it. */
export type Marks = {
  readonly texts: readonly string[];
  /** Those that the machine finds out itself, see `lackSettings`. */
  readonly settings: readonly string[];
};

const noMarks: Marks = { texts: [], settings: [] };

/**
 * The products of a section; those that are not for this machine's platform are left out. `on`: the platform, if known.
 */
export function sectionMenu(
  { name }: Section,
  products: readonly Product[],
  links: MenuLinks,
  on: Platform | null,
  marksOf: (product: Product) => Marks = () => noMarks,
): Script {
  return script(
    comment(name),
    label('menu'),
    ipxe`menu ${words(name)} [\${nb-firmware}, \${nb-arch}]`,
    products.flatMap((product) => productItems(product, on, marksOf(product))),
    ipxe`item --gap`,
    ipxe`item nb-back Back`,
    ipxe`choose --default \${nb-product} nb-product || goto back`,
    ipxe`iseq \${nb-product} nb-back && goto back ||`,
    ipxe`chain --autofree ${productLink(links)} || goto broken`,
    ipxe`goto menu`,
    label('broken'),
    ipxe`prompt This part of the menu could not be fetched; press a key ||`,
    ipxe`goto menu`,
    label('back'),
    ipxe`clear nb-product ||`,
    ipxe`exit 0`,
  );
}

function productItems(product: Product, on: Platform | null, marks: Marks): readonly Statement[] {
  const own = platforms.filter((platform) => isForPlatform(product, platform));
  const entry = { id: product.id, text: productText(product, marks.texts), lacks: marks.settings };
  if (on !== null) return isForPlatform(product, platformFor(product, on)) ? [menuItem(entry)] : [];
  if (own.length === platforms.length) return [menuItem(entry)];
  const asked = wordsWithSettings('${nb-firmware}-${nb-arch}', linkSettings);
  return namesOf(product, own.map(platformName)).map((wanted) => menuItem(entry, { asked, wanted }));
}

/** See `platformFor`. */
function namesOf(product: Product, own: readonly string[]): readonly string[] {
  return own.includes('bios-i386') && isOnlyFor32Bit(product) ? ['bios-x86_64', ...own] : own;
}

function productText({ name, tier, ramMiB, net }: Product, marks: readonly string[]): string {
  const obstacle = net === 'unused' ? null : staticObstacle(net);
  const more = [
    ...(tier === 'experimental' ? ['experimental'] : []),
    ...(ramMiB === null ? [] : [`${ramText(ramMiB)} RAM`]),
    ...(obstacle === null ? [] : ['needs DHCP']),
    ...marks,
  ];
  return more.length === 0 ? name : `${name} [${more.join(', ')}]`;
}
