import {
  problemLine,
  withoutBroken,
  type Catalogue,
  type CatalogueFile,
  type Product,
} from '@netberth/catalogue';
import { catalogueFolder, loadCatalogue, readOwnEntries } from '@netberth/catalogue/node';
import type { MenuConfig } from '../../config/config.ts';
import type { BrokenFiles } from './broken-files.ts';
import { protectedProfile } from './menu-content.ts';
import type { MenuContent } from './menu-content.ts';
import { ownScriptText } from './own-script-text.ts';

/** `problems`: what is wrong with what the site added, with file and line; the rest is there. */
export type ReadMenu = { readonly content: MenuContent; readonly problems: readonly string[] };

/**
 * The catalogue as this site shows it.
 * @param popular ids of the products that lead their sections
 */
export function readMenu(
  config: MenuConfig,
  data: string,
  popular: readonly string[],
  { urls: broken, fault }: BrokenFiles,
): ReadMenu {
  const own = readOwnEntries(data);
  const { catalogue, problems } = loadCatalogue(catalogueFolder, own);
  const { products } = catalogue;
  const offered = products.filter(({ id }) => !config.hidden.includes(id));
  const shown =
    broken.size === 0
      ? offered
      : offered.flatMap((product) => withoutBroken(catalogue, product, broken) ?? []);
  const pinned = config.pinned.flatMap((id) => shown.find((product) => product.id === id) ?? []);
  return {
    content: {
      catalogue,
      shown: { ...catalogue, products: shown },
      sections: catalogue.sections.filter(({ id }) => shown.some(({ section }) => section === id)),
      protectedIds: new Set(
        products
          .filter(({ id, section }) => config.protected.some((name) => name === id || name === section))
          .map(({ id }) => id),
      ),
      protectedProfiles: new Set(
        config.protected
          .filter((name) => name.startsWith(protectedProfile('')))
          .map((name) => name.slice(protectedProfile('').length)),
      ),
      popular,
      pinned: pinned.map(({ id, name }) => ({ id, name })),
      ownScripts: scriptsAmong(own, products),
      defaultEntry: config.defaultEntry,
      timeoutMs: config.timeoutSeconds * 1000,
    },
    problems: [...problems.map(problemLine), ...fault, ...unknownIds(catalogue, config)],
  };
}

function scriptsAmong(own: readonly CatalogueFile[], products: readonly Product[]): Map<string, string> {
  return new Map(
    own.flatMap(({ path, text }) => {
      const product = path.endsWith('.ipxe') ? products.find(({ file }) => file === path) : undefined;
      return product === undefined ? [] : [[product.id, ownScriptText(product, text)] as const];
    }),
  );
}

function unknownIds({ products, sections }: Catalogue, config: MenuConfig): string[] {
  const named = { 'menu.pinned': config.pinned, 'menu.hidden': config.hidden };
  const strange = Object.entries(named).flatMap(([setting, ids]) =>
    ids
      .filter((id) => !products.some((product) => product.id === id))
      .map((id) => `${setting}: there is no product "${id}" in the catalogue`),
  );
  const unguarded = config.protected
    .filter((name) => !name.startsWith(protectedProfile('')))
    .filter((name) => ![...products, ...sections].some(({ id }) => id === name))
    .map((name) => `menu.protected: there is no product or section "${name}" in the catalogue`);
  return [...strange, ...unguarded];
}
