import { parseCatalogue, type ParsedCatalogue } from '@netberth/catalogue';
import { catalogueFolder, readCatalogueFiles } from '@netberth/catalogue/node';
import { fetchCatalogue, type GitSource } from './fetch-catalogue.ts';

export type OpenedGitCatalogue = ParsedCatalogue & {
  readonly commit: string;
  readonly notes: readonly string[];
};

/** The catalogue of a commit; one that has only entries of its own has them beside those that Netberth brings along. */
export async function openGitCatalogue(source: GitSource): Promise<OpenedGitCatalogue> {
  const { files, folder, commit, notes } = await fetchCatalogue(source);
  const parsed =
    folder === null ? parseCatalogue(readCatalogueFiles(catalogueFolder), files) : parseCatalogue(files);
  return { ...parsed, commit, notes };
}
