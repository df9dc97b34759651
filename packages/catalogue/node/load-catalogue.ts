import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCatalogue, type CatalogueFile, type ParsedCatalogue } from '../src/index.ts';

/** The folder of our own products. */
export const catalogueFolder = join(import.meta.dirname, '..', 'data');

/** Reads a folder of catalogue files, ours unless another is named, with entries of a site. About a tenth of a second. */
export function loadCatalogue(
  folder: string = catalogueFolder,
  own: readonly CatalogueFile[] = [],
): ParsedCatalogue {
  return parseCatalogue(readCatalogueFiles(folder), own);
}

/** The entries of a site in the folder `menu` of a data folder: `*.yaml` and `*.ipxe`; none without the folder. */
export function readOwnEntries(data: string): CatalogueFile[] {
  const folder = join(data, 'menu');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.(ya?ml|ipxe)$/.test(name))
    .sort()
    .map((name) => ({ path: `menu/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The texts of a folder of catalogue files, in the order of their names. */
export function readCatalogueFiles(folder: string): CatalogueFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.yaml')).sort();
  return paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
