import {
  checkCatalogue,
  checkProduct,
  problemLine,
  type CatalogueProblem,
  type CheckedCatalogue,
} from '@netberth/catalogue';
import { openCatalogue, pickProducts } from './open-catalogue.ts';

/** `menu check`: everything that is wrong with a catalogue and the entries of a site, or with one product of them. */
export async function checkMenu(
  asked: { readonly product?: string | undefined; readonly catalogue?: string | undefined },
  data: string,
) {
  const { catalogue, problems } = openCatalogue(asked.catalogue, data);
  if (asked.product === undefined)
    return reportOf(catalogue.products.length, problems, checkCatalogue(catalogue));
  const own = problems.filter(({ file }) => idOf(file) === asked.product);
  const [product] = own.length > 0 ? [] : pickProducts(catalogue, asked.product);
  return product === undefined
    ? reportOf(0, own, { problems: [], specs: 0, scripts: 0, ways: 0 })
    : reportOf(1, [], checkProduct(catalogue, product));
}

/** `menu/rescue.ipxe` is `rescue`. */
function idOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.(ya?ml|ipxe)$/, '');
}

function reportOf(products: number, parsing: readonly CatalogueProblem[], checked: CheckedCatalogue) {
  const { specs, scripts, ways } = checked;
  const problems = [...parsing, ...checked.problems].map(problemLine);
  return { ok: problems.length === 0, products, specs, scripts, ways, problems };
}
