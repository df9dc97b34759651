import {
  blank,
  comment,
  ipxe,
  label,
  script,
  setting,
  word,
  type Script,
  type Statement,
} from '@netberth/ipxe';
import type { Product } from '../product.ts';
import type { MenuLinks } from './menu-links.ts';
import { flaggedItems, type ProductView } from './product-items.ts';
import { productList } from './product-list.ts';

/** Each search has its number; what it has found carries it. */
const searchSetting = 'nb-search';

/**
 * Asks for letters and shows the products of which a word begins with them. iPXE cannot look into a text, so there is a label
 * for every beginning of every word.
 */
export function lettersMenu(products: readonly Product[], links: MenuLinks, view: ProductView): Script {
  const items = products.flatMap((product) =>
    flaggedItems(product, view, foundSetting(product.id), searchSetting),
  );
  const again = {
    id: 'nb-again',
    key: '/',
    text: 'Other letters ... (/)',
    statements: [ipxe`goto ask`],
  };
  return script(
    comment('Systems and tools by the first letters of their names'),
    label('ask'),
    ipxe`clear nb-letters ||`,
    ipxe`echo First letters of a name, in small letters, such as deb:`,
    ipxe`read nb-letters || exit 0`,
    ipxe`isset \${nb-letters} || exit 0`,
    ipxe`inc ${word(searchSetting)}`,
    ipxe`goto letters-\${nb-letters} || goto nothing`,
    findings(products),
    blank(),
    label('nothing'),
    ipxe`prompt Nothing begins with \${nb-letters}; press a key ||`,
    ipxe`goto ask`,
    blank(),
    productList({ title: 'What begins with these letters', items, links, entries: [again] }),
  );
}

function foundSetting(id: string): string {
  return `nb-found-${id}`;
}

/** For beginnings that lead to the same products one block with all their labels. */
function findings(products: readonly Product[]): readonly Statement[] {
  const found = new Map<string, string[]>();
  for (const product of products)
    for (const beginning of beginningsOf(product)) {
      const ids = found.get(beginning) ?? [];
      found.set(beginning, [...ids, product.id]);
    }
  const alike = Object.groupBy(found, ([, ids]) => ids.join(' '));
  return Object.entries(alike).flatMap(([ids, beginnings = []]) => [
    blank(),
    ...beginnings.map(([beginning]) => label(`letters-${beginning}`)),
    ...ids.split(' ').map((id) => ipxe`set ${word(foundSetting(id))} ${setting(searchSetting)}`),
    ipxe`goto menu`,
  ]);
}

/** `d`, `de`, … of every word of its name and id. */
function beginningsOf({ name, id }: Product): ReadonlySet<string> {
  const words = `${name} ${id}`
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((each) => each !== '');
  return new Set(words.flatMap((each) => Array.from(each, (_, index) => each.slice(0, index + 1))));
}
