import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import type { Product } from '../product.ts';
import { checkChoices, checkNames } from './check-choices.ts';
import { checkFrame, checkMachineScripts, checkProductMenu } from './check-scripts.ts';
import { listResolutions } from './list-resolutions.ts';
import { serveMenu, type ServedMenu } from './walk/served-menu.ts';
import { walkFrame } from './walk/walk-frame.ts';
import { walkMarks } from './walk/walk-marks.ts';
import { walkProduct } from './walk/walk-product.ts';

export type CheckedCatalogue = {
  readonly problems: readonly CatalogueProblem[];
  /** How much was looked at: boot specs, scripts, and ways through the static menu that were gone to their ends. */
  readonly specs: number;
  readonly scripts: number;
  readonly ways: number;
};

/** Everything that is wrong with a catalogue beyond its files, without a network. */
export function checkCatalogue(catalogue: Catalogue): CheckedCatalogue {
  const menu = serveMenu(catalogue);
  const checked = catalogue.products.map((product) => checkIn(menu, product));
  const frame = checkFrame(catalogue, menu.bootsOf);
  return {
    problems: [
      ...checkNames(catalogue),
      ...checked.flatMap(({ problems }) => problems),
      ...frame.problems,
      // A frame that the linter refuses cannot be walked.
      ...(frame.problems.length === 0 ? [...walkFrame(menu), ...walkMarks(menu)] : []),
    ],
    specs: checked.reduce((sum, { specs }) => sum + specs, 0),
    scripts: checked.reduce((sum, { scripts }) => sum + scripts, frame.scripts),
    ways: checked.reduce((sum, { ways }) => sum + ways, 0),
  };
}

/** The same of one product, while it is written. */
export function checkProduct(menu: ServedMenu, product: Product): CheckedCatalogue {
  const checked = checkIn(menu, product);
  const names = checkNames(menu.catalogue).filter(({ file }) => file === product.file);
  return { ...checked, problems: [...names, ...checked.problems] };
}

function checkIn(menu: ServedMenu, product: Product): CheckedCatalogue {
  const listed = listResolutions(menu.catalogue, product);
  const machines = checkMachineScripts(product, listed);
  const own = checkProductMenu(product, menu.bootsOf);
  // What the linter refuses may not even have a text.
  const walked = own.problems.length === 0 ? walkProduct(menu, product) : { problems: [], leaves: 0 };
  return {
    problems: [...checkChoices(product, listed), ...machines.problems, ...own.problems, ...walked.problems],
    specs: listed.length,
    scripts: machines.scripts + own.scripts,
    ways: walked.leaves,
  };
}
