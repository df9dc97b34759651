import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import type { Product } from '../product.ts';
import { checkChoices, checkNames } from './check-choices.ts';
import { checkFrame, checkMachineScripts, checkProductMenu } from './check-scripts.ts';
import { listResolutions } from './list-resolutions.ts';
import { serveMenu, type ServedMenu } from './walk/served-menu.ts';
import { walkFrame } from './walk/walk-frame.ts';
import { walkProduct } from './walk/walk-product.ts';

export type CheckedCatalogue = {
  readonly problems: readonly CatalogueProblem[];
  /** How much was looked at: boot specs, scripts, and ways through the static menu that were gone to their ends. */
  readonly specs: number;
  readonly scripts: number;
  readonly ways: number;
};

/** Everything that is wrong with these products beyond their files, without a network. */
export function checkCatalogue(catalogue: Catalogue, products: readonly Product[]): CheckedCatalogue {
  const menu = serveMenu(catalogue);
  const checked = products.map((product) => checkProduct(menu, product));
  const names = checkNames(catalogue).filter(({ file }) => products.some((product) => product.file === file));
  const frame = checkFrame(catalogue);
  return {
    problems: [
      ...names,
      ...checked.flatMap(({ problems }) => problems),
      ...frame.problems,
      // A frame that the linter refuses cannot be walked.
      ...(frame.problems.length === 0 ? walkFrame(menu) : []),
    ],
    specs: checked.reduce((sum, { specs }) => sum + specs, 0),
    scripts: checked.reduce((sum, { scripts }) => sum + scripts, frame.scripts),
    ways: checked.reduce((sum, { ways }) => sum + ways, 0),
  };
}

function checkProduct(menu: ServedMenu, product: Product): CheckedCatalogue {
  const listed = listResolutions(menu.catalogue, product);
  const machines = checkMachineScripts(product, listed);
  const own = checkProductMenu(menu.catalogue, product);
  // What the linter refuses may not even have a text.
  const walked = own.problems.length === 0 ? walkProduct(menu, product) : { problems: [], leaves: 0 };
  return {
    problems: [...checkChoices(product, listed), ...machines.problems, ...own.problems, ...walked.problems],
    specs: listed.length,
    scripts: machines.scripts + own.scripts,
    ways: walked.leaves,
  };
}
