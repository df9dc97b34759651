import { catalogueFolder, loadCatalogue } from '@netberth/catalogue/node';

type Problem = { readonly place: string | null; readonly message: string };

/** What is wrong with entries of the menu, as part of the whole menu. @param entries their texts by file name */
export function checkEntries(entries: Readonly<Record<string, string>>): Problem[] {
  const files = Object.entries(entries).map(([file, text]) => ({ path: `menu/${file}`, text }));
  if (files.length === 0) return [];
  const { problems } = loadCatalogue(catalogueFolder, files);
  return problems
    .filter(({ file }) => files.some(({ path }) => path === file))
    .map(({ file, line, message }) => ({ place: `${file}:${line}:1`, message }));
}
