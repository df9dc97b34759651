import { setting, word, wordsWithSettings, type Statement } from '@netberth/ipxe';
import { isForPlatform, isOnlyFor32Bit, platformFor } from '../choice.ts';
import { platformName, platforms, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { ramText } from './item-statements.ts';
import { menuItem } from './menu-item.ts';
import { linkSettings } from './menu-links.ts';
import { staticObstacle } from './network-statements.ts';

/** What else is said of a product, such as why this machine cannot start it. */
export type Marks = {
  readonly texts: readonly string[];
  /** Those that the machine finds out itself, see `lackSettings`. */
  readonly settings: readonly string[];
};

/** Of what a menu shows its products: on which platform, if that is known, and with which marks. */
export type ProductView = {
  readonly on: Platform | null;
  readonly marksOf: (product: Product) => Marks;
};

/** The `item` lines of a product; none on a platform that it is not for. */
export function productItems(product: Product, { on, marksOf }: ProductView): readonly Statement[] {
  const entry = entryOf(product, marksOf(product));
  if (on !== null) return isForPlatform(product, platformFor(product, on)) ? [menuItem(entry)] : [];
  const names = machineNames(product);
  if (names.length === platforms.length) return [menuItem(entry)];
  const asked = wordsWithSettings('${nb-firmware}-${nb-arch}', linkSettings);
  return names.map((name) => menuItem(entry, { asked, wanted: word(name) }));
}

/** The same where the settings `flag` and `wanted` are alike. */
export function flaggedItems(
  product: Product,
  { on, marksOf }: ProductView,
  flag: string,
  wanted: string,
): readonly Statement[] {
  const entry = entryOf(product, marksOf(product));
  const isShown = on === null || isForPlatform(product, platformFor(product, on));
  const names = machineNames(product);
  if (on !== null || names.length === platforms.length)
    return isShown ? [menuItem(entry, { asked: setting(flag), wanted: setting(wanted) })] : [];
  const asked = wordsWithSettings(`\${nb-firmware}-\${nb-arch}-\${${flag}}`, [...linkSettings, flag]);
  return names.map((name) =>
    menuItem(entry, { asked, wanted: wordsWithSettings(`${name}-\${${wanted}}`, [wanted]) }),
  );
}

function entryOf(product: Product, { texts, settings }: Marks) {
  return { id: product.id, text: productText(product, texts), lacks: settings };
}

/** The machines that it is shown on, see `platformFor`. */
export function machineNames(product: Product): readonly string[] {
  const own = platforms.filter((platform) => isForPlatform(product, platform)).map(platformName);
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
