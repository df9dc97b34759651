import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCatalogue, type CatalogueFile, type ParsedCatalogue } from '../src/index.ts';

/** The folder of our own products. */
export const catalogueFolder = join(import.meta.dirname, '..', 'data');

/** Reads a folder of catalogue files, ours unless another is named. */
export async function loadCatalogue(folder: string = catalogueFolder): Promise<ParsedCatalogue> {
  return parseCatalogue(await readCatalogueFiles(folder));
}

async function readCatalogueFiles(folder: string): Promise<CatalogueFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
