import type { Boot, BootFile } from '../boot-spec.ts';
import type { Catalogue } from '../catalogue.ts';
import { exampleInputs, listResolutions, type ListedResolution } from '../check/list-resolutions.ts';
import type { Product } from '../product.ts';

/** A file that the menu needs and that HTTP can fetch, at its first mirror. */
export type CataloguedFile = BootFile & {
  /** The first product that wants it. */
  readonly product: Product;
  /** Of all that want it, by their ids. */
  readonly products: readonly string[];
  /** It works from another place too. A script refers to its neighbours, so it does not. */
  readonly isMovable: boolean;
};

/**
 * Every file of these products, each once, by its URL. Those whose place only a machine's owner knows are not among
 * them. `isWanted` picks choices and platforms.
 */
export function cataloguedFiles(
  catalogue: Catalogue,
  products: readonly Product[],
  isWanted: (listed: ListedResolution) => boolean = () => true,
): ReadonlyMap<string, CataloguedFile> {
  const files = new Map<string, CataloguedFile>();
  for (const product of products) {
    const examples = exampleUrls(product);
    for (const listed of listResolutions(catalogue, product).filter(isWanted)) {
      const { resolution } = listed;
      if (!resolution.ok) continue;
      const isMovable = isMovableBoot(resolution.spec.boot);
      for (const file of resolution.spec.files) {
        const known = files.get(file.url);
        if (!/^https?:/.test(file.url) || examples.some((example) => file.url.startsWith(example))) continue;
        files.set(file.url, {
          ...(known ?? { product, ...file }),
          products: [...new Set([...(known?.products ?? []), product.id])],
          isMovable: isMovable && known?.isMovable !== false,
        });
      }
    }
  }
  return files;
}

function exampleUrls(product: Product): readonly string[] {
  return Object.values(exampleInputs(product)).filter((example) => /^https?:/.test(example));
}

/** boot.cfg of ESXi names its modules, and a script what it chains to, as neighbours. */
function isMovableBoot({ method }: Boot): boolean {
  return method !== 'chain' && method !== 'esxi';
}
