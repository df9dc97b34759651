import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import type { Product } from '../product.ts';
import { checkChoices, checkNames } from './check-choices.ts';
import { listResolutions } from './list-resolutions.ts';

export type CheckedCatalogue = {
  readonly problems: readonly CatalogueProblem[];
  /** How much was looked at. */
  readonly specs: number;
  readonly scripts: number;
};

/** Everything that is wrong with these products beyond their files, without a network. */
export function checkCatalogue(catalogue: Catalogue, products: readonly Product[]): CheckedCatalogue {
  const listed = products.map((product) => ({ product, resolutions: listResolutions(catalogue, product) }));
  const specs = listed.reduce((sum, { resolutions }) => sum + resolutions.length, 0);
  const names = checkNames(catalogue).filter(({ file }) => products.some((product) => product.file === file));
  const problems = [
    ...names,
    ...listed.flatMap(({ product, resolutions }) => checkChoices(product, resolutions)),
  ];
  return { problems, specs, scripts: 0 };
}
