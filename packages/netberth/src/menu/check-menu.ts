import { checkCatalogue, problemLine } from '@netberth/catalogue';
import { openCatalogue, pickProducts } from './open-catalogue.ts';

/** `menu check`: everything that is wrong with a catalogue, or with one product of it. */
export async function checkMenu(asked: {
  readonly product?: string | undefined;
  readonly catalogue?: string | undefined;
}) {
  const { catalogue, problems } = openCatalogue(asked.catalogue);
  const file = `products/${asked.product}.yaml`;
  const parsing = asked.product === undefined ? problems : problems.filter((each) => each.file === file);
  const isBroken = parsing.length > 0 && asked.product !== undefined;
  const products = isBroken ? [] : pickProducts(catalogue, asked.product);
  const checked = checkCatalogue(catalogue, products);
  const all = [...parsing, ...checked.problems].map(problemLine);
  const { specs, scripts, ways } = checked;
  return { ok: all.length === 0, products: products.length, specs, scripts, ways, problems: all };
}
