import { blank, ipxe, label, word, words, type Fragment, type Statement } from '@netberth/ipxe';
import { besideLink, productLink, type MenuLinks } from './menu-links.ts';

/** A line of a list that is not a product. */
export type ListEntry = {
  /** Begins with `nb-`, which no product does. */
  readonly id: string;
  /** The key that chooses it, shown in its text. */
  readonly key: string;
  readonly text: string;
  /** What happens when it is chosen, up to a `goto`. */
  readonly statements: readonly Statement[];
};

export type ProductList = {
  readonly title: string;
  readonly items: readonly Statement[];
  readonly links: MenuLinks;
  /** Lines below the products. */
  readonly entries?: readonly ListEntry[];
};

/**
 * Shows products under the label `menu`; who chooses one gets its script, or, after asking for that, what there is to say of
 * it. Ends the script.
 */
export function productList({ title, items, links, entries = [] }: ProductList): readonly Statement[] {
  return [
    label('menu'),
    ipxe`set nb-title ${words(title)} [\${nb-firmware}, \${nb-arch}]`,
    ipxe`isset \${nb-explain} && set nb-title Choose what to explain ||`,
    ipxe`menu \${nb-title}`,
    ...items,
    ipxe`item --gap`,
    ...entries.map(({ id, key, text }) => ipxe`item --key ${word(key)} ${word(id)} ${words(text)}`),
    ipxe`isset \${nb-explain} || item --key ? nb-about What is ...? Choose one to be told (?)`,
    ipxe`item nb-back Back`,
    ipxe`choose --default \${nb-product} nb-product || goto back`,
    ...['nb-back', 'nb-about', ...entries.map(({ id }) => id)].map(
      (id) => ipxe`iseq \${nb-product} ${word(id)} && goto ${word(id.slice('nb-'.length))} ||`,
    ),
    ipxe`isset \${nb-explain} && goto explain ||`,
    ...chain(productLink(links, 'products')),
    ...entries.flatMap(({ id, statements }) => [
      blank(),
      label(id.slice('nb-'.length)),
      ipxe`clear nb-product ||`,
      ...statements,
    ]),
    blank(),
    label('about'),
    ipxe`clear nb-product ||`,
    ipxe`set nb-explain yes`,
    ipxe`goto menu`,
    blank(),
    label('explain'),
    ipxe`clear nb-explain ||`,
    ...chain(productLink(links, 'about')),
    blank(),
    label('broken'),
    ipxe`prompt This part of the menu could not be fetched; press a key ||`,
    ipxe`goto menu`,
    blank(),
    label('back'),
    ipxe`clear nb-product ||`,
    // Going back from the question what to explain leads to the list.
    ipxe`isset \${nb-explain} || exit 0`,
    ipxe`clear nb-explain ||`,
    ipxe`goto menu`,
  ];
}

/** To a script beside this one, and back. */
export function chainBeside(links: MenuLinks, file: string): readonly Statement[] {
  return chain(besideLink(links, file));
}

function chain(url: Fragment): readonly Statement[] {
  return [ipxe`chain --autofree ${url} || goto broken`, ipxe`goto menu`];
}
