import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import type { Product } from '../product.ts';
import { checkChoices, checkNames } from './check-choices.ts';
import { checkFrame, checkMachineScripts, checkProductMenu } from './check-scripts.ts';
import { listResolutions } from './list-resolutions.ts';

export type CheckedCatalogue = {
  readonly problems: readonly CatalogueProblem[];
  /** How much was looked at. */
  readonly specs: number;
  readonly scripts: number;
};

/** Everything that is wrong with these products beyond their files, without a network. */
export function checkCatalogue(catalogue: Catalogue, products: readonly Product[]): CheckedCatalogue {
  const checked = products.map((product) => checkProduct(catalogue, product));
  const names = checkNames(catalogue).filter(({ file }) => products.some((product) => product.file === file));
  const frame = checkFrame(catalogue);
  return {
    problems: [...names, ...checked.flatMap(({ problems }) => problems), ...frame.problems],
    specs: checked.reduce((sum, { specs }) => sum + specs, 0),
    scripts: checked.reduce((sum, { scripts }) => sum + scripts, frame.scripts),
  };
}

function checkProduct(catalogue: Catalogue, product: Product): CheckedCatalogue {
  const listed = listResolutions(catalogue, product);
  const machines = checkMachineScripts(product, listed);
  const menu = checkProductMenu(catalogue, product);
  return {
    problems: [...checkChoices(product, listed), ...machines.problems, ...menu.problems],
    specs: listed.length,
    scripts: machines.scripts + menu.scripts,
  };
}
