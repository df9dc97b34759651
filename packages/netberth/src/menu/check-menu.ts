import { problemLine, type Catalogue, type CatalogueProblem } from '@netberth/catalogue';
import { checkCatalogue, checkProduct, serveMenu, type CheckedCatalogue } from '@netberth/catalogue/check';
import type { Surroundings } from '../local-verb.ts';
import { checkOnline } from './online/check-online.ts';
import { openCatalogue, pickProducts } from './open-catalogue.ts';

/** `menu check`: everything that is wrong with a catalogue and the entries of a site, or with one product of them. */
export async function checkMenu(asked: Asked, { data, terminal }: Pick<Surroundings, 'data' | 'terminal'>) {
  const { catalogue, problems } = openCatalogue(asked.catalogue, data);
  const checked = checkOffline(asked, catalogue, problems);
  if (!asked.online) return { ...checked, online: null };
  const products = pickProducts(catalogue, asked.product);
  const options = { data, terminal, fresh: asked.fresh, timeoutMs: 15_000 };
  const { problems: missing, ...online } = await checkOnline(catalogue, products, options);
  return {
    ...checked,
    ok: checked.ok && missing.length === 0,
    problems: [...checked.problems, ...missing],
    online,
  };
}

type Asked = {
  readonly product?: string | undefined;
  readonly catalogue?: string | undefined;
  readonly online: boolean;
  readonly fresh: boolean;
};

function checkOffline(asked: Asked, catalogue: Catalogue, problems: readonly CatalogueProblem[]) {
  if (asked.product === undefined)
    return reportOf(catalogue.products.length, problems, checkCatalogue(catalogue));
  const own = problems.filter(({ file }) => idOf(file) === asked.product);
  const [product] = own.length > 0 ? [] : pickProducts(catalogue, asked.product);
  return product === undefined
    ? reportOf(0, own, { problems: [], specs: 0, scripts: 0, ways: 0 })
    : reportOf(1, [], checkProduct(serveMenu(catalogue), product));
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
