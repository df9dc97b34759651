import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCatalogue, type CatalogueFile, type ParsedCatalogue } from '../src/index.ts';

/** The folder of our own products. */
export const catalogueFolder = join(import.meta.dirname, '..', 'data');

/** Reads a folder of catalogue files, ours unless another is named. About a tenth of a second. */
export function loadCatalogue(folder: string = catalogueFolder): ParsedCatalogue {
  return parseCatalogue(readCatalogueFiles(folder));
}

/** The texts of a folder of catalogue files, in the order of their names. */
export function readCatalogueFiles(folder: string): CatalogueFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.yaml')).sort();
  return paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
