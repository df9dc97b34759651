import {
  listResolutions,
  problemLine,
  type Catalogue,
  type CatalogueProblem,
  type Product,
} from '@netberth/catalogue';
import { checkProduct, serveMenu } from '@netberth/catalogue/check';

/** What a person who looks at a change wants to know of it; products by their ids. */
export type CatalogueChange = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Ids of the sections that list something else now. */
  readonly sections: readonly string[];
  /** What is wrong, each with file and line or with the choice: files that cannot be read, ways that lead nowhere. */
  readonly broken: readonly string[];
};

/**
 * Compares what two catalogues boot. What is new or changed is checked as `menu check` does: a simulated machine goes
 * every way through its menu.
 * @param problems of reading the second one
 */
export function compareCatalogues(
  before: Catalogue,
  after: Catalogue,
  problems: readonly CatalogueProblem[],
): CatalogueChange {
  const old = new Map(before.products.map((product) => [product.id, product]));
  const now = new Set(after.products.map(({ id }) => id));
  const added = after.products.filter(({ id }) => !old.has(id));
  const changed = after.products.filter((product) => {
    const earlier = old.get(product.id);
    return earlier !== undefined && contentOf(before, earlier) !== contentOf(after, product);
  });
  const menu = serveMenu(after);
  const walked = [...added, ...changed].flatMap((product) => checkProduct(menu, product).problems);
  return {
    added: added.map(({ id }) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: changed.map(({ id }) => id),
    sections: after.sections
      .filter(({ id }) => listing(before, id) !== listing(after, id))
      .map(({ id }) => id),
    broken: [...new Set([...problems, ...walked].map(problemLine))],
  };
}

/** What a section shows. */
function listing({ products }: Catalogue, section: string): string {
  return JSON.stringify(
    products.filter((product) => product.section === section).map(({ id, name }) => [id, name]),
  );
}

/** Everything that a machine or a person sees of a product. */
function contentOf(catalogue: Catalogue, product: Product): string {
  const { file: _file, ...shown } = product;
  return JSON.stringify([shown, listResolutions(catalogue, product).map(({ resolution }) => resolution)]);
}
