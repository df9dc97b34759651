import { blank, ipxe, label, word, words, type Statement } from '@netberth/ipxe';
import type { Product } from '../product.ts';

/** The choice of a mirror, or of one's own. */
export function mirrorStatements(product: Product, back: string): readonly Statement[] {
  const mirrors = product.mirrors.map(({ url, label: name }, index) => ({
    id: `mirror-${index}`,
    url,
    text: name === undefined ? url : `${name}: ${url}`,
  }));
  return [
    blank(),
    label('mirrors'),
    ipxe`menu ${words(product.name)}: Mirror`,
    ...mirrors.map(({ id, text }) => ipxe`item ${word(id)} ${words(text)}`),
    ipxe`item mirror-typed Another URL ...`,
    ipxe`item --gap`,
    ipxe`item mirror-back Back`,
    ipxe`choose nb-mirror-choice || goto ${word(back)}`,
    ...mirrors.map(
      ({ id, url }) => ipxe`iseq \${nb-mirror-choice} ${word(id)} && set nb-mirror ${word(url)} ||`,
    ),
    ipxe`iseq \${nb-mirror-choice} mirror-typed || goto ${word(back)}`,
    ipxe`echo URL of the mirror, without a / at its end:`,
    ipxe`read nb-mirror ||`,
    ipxe`goto ${word(back)}`,
  ];
}
