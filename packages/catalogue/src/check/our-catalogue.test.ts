import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../node/load-catalogue.ts';
import { problemLine } from '../parse/catalogue-problem.ts';
import { checkProduct } from './check-catalogue.ts';
import { checkFrame } from './check-scripts.ts';
import { serveMenu } from './walk/served-menu.ts';
import { walkFrame } from './walk/walk-frame.ts';

const { catalogue, problems } = loadCatalogue();
const menu = serveMenu(catalogue);

describe('the catalogue that Netberth brings along', () => {
  it('parses without a problem', () => {
    expect(problems.map(problemLine)).toEqual([]);
  });

  it.each(catalogue.products.map((product) => ({ product, name: product.name })))(
    'has one boot spec for everything that $name offers, uses all its assets, and boots it from every place in the menu',
    ({ product }) => {
      expect(checkProduct(menu, product).problems.map(problemLine)).toEqual([]);
    },
  );

  it('leads from the top of the menu to each product that is there for a machine, and without a key to the disk', () => {
    expect(checkFrame(catalogue, menu.bootsOf).problems).toEqual([]);
    expect(walkFrame(menu)).toEqual([]);
  });

  it('has each name once', () => {
    const names = catalogue.products.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('takes Debian from ftp.debian.org unless told otherwise', () => {
    const debian = catalogue.products.find(({ id }) => id === 'debian');
    expect(debian?.mirrors[0]?.url).toBe('http://ftp.debian.org/debian');
  });
});
