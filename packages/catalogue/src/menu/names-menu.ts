import { comment, ipxe, script, word, words, type Script, type Statement } from '@netberth/ipxe';
import { platforms } from '../platform.ts';
import type { Product } from '../product.ts';
import type { MenuLinks } from './menu-links.ts';
import { machineNames, productItems, type ProductView } from './product-items.ts';
import { chainBeside, productList } from './product-list.ts';

/** All products by their names. The key of a letter leads to the first that begins with it: its heading is a gap with a key. */
export function namesMenu(products: readonly Product[], links: MenuLinks, view: ProductView): Script {
  const groups = Object.groupBy(products.toSorted(byName), ({ name }) => name.charAt(0).toUpperCase());
  const items = Object.entries(groups).flatMap(([letter, own = []]) => group(letter, own, view));
  const letters = {
    id: 'nb-letters',
    key: '/',
    text: 'Search by the first letters ... (/)',
    statements: chainBeside(links, 'letters.ipxe'),
  };
  return script(
    comment('All systems and tools by name'),
    productList({
      title: 'By name: a letter leads to it, / searches',
      items,
      links,
      entries: [letters],
    }),
  );
}

function group(letter: string, products: readonly Product[], view: ProductView): readonly Statement[] {
  const items = products.flatMap((product) => productItems(product, view));
  if (items.length === 0) return [];
  const [key, heading] = [word(letter.toLowerCase()), words(letter)];
  const machines = new Set(products.flatMap(machineNames));
  if (view.on !== null || machines.size === platforms.length)
    return [ipxe`item --gap --key ${key} ${heading}`, ...items];
  const headings = [...machines].map(
    (name) => ipxe`iseq \${nb-firmware}-\${nb-arch} ${word(name)} && item --gap --key ${key} ${heading} ||`,
  );
  return [...headings, ...items];
}

function byName(left: Product, right: Product): number {
  return left.name.localeCompare(right.name, 'en');
}
