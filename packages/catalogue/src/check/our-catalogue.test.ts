import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../node/load-catalogue.ts';
import { problemLine } from '../parse/catalogue-problem.ts';
import { checkChoices, checkNames } from './check-choices.ts';
import { listResolutions } from './list-resolutions.ts';

const { catalogue, problems } = await loadCatalogue();

describe('the catalogue that Netberth brings along', () => {
  it('parses without a problem', () => {
    expect(problems.map(problemLine)).toEqual([]);
  });

  it('names each product once', () => {
    expect(checkNames(catalogue).map(problemLine)).toEqual([]);
  });

  it.each(catalogue.products.map((product) => ({ product, name: product.name })))(
    'resolves everything that $name offers to exactly one boot spec, and uses all its assets',
    ({ product }) => {
      expect(checkChoices(product, listResolutions(catalogue, product)).map(problemLine)).toEqual([]);
    },
  );

  it('takes Debian from ftp.debian.org unless told otherwise', () => {
    const debian = catalogue.products.find(({ id }) => id === 'debian');
    expect(debian?.mirrors[0]?.url).toBe('http://ftp.debian.org/debian');
  });
});
