import { problemLine, type Catalogue, type ParsedCatalogue } from '@netberth/catalogue';
import { loadCatalogue, readOwnEntries } from '@netberth/catalogue/node';
import { hasErrorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

/** The catalogue of a folder, or ours, with its problems; `data`: with the entries of the site that is in this folder. */
export function openCatalogue(folder: string | undefined, data?: string): ParsedCatalogue {
  try {
    return loadCatalogue(folder, data === undefined ? [] : readOwnEntries(data));
  } catch (error) {
    const isMissing = hasErrorCode(error, 'ENOENT');
    if (!isMissing) throw error;
    throw new Failure(`Cannot read the catalogue "${folder ?? ''}": there is no such folder`, {
      cause: error,
    });
  }
}

/** A catalogue that must be in order, because something is made of it. */
export function openSoundCatalogue(folder: string | undefined): Catalogue {
  const { catalogue, problems } = openCatalogue(folder);
  if (problems.length === 0) return catalogue;
  const lines = problems.slice(0, 20).map((problem) => `  ${problemLine(problem)}`);
  throw new Failure(`The catalogue has problems (all of them: netberth menu check):\n${lines.join('\n')}`);
}

/** The products that were asked for: one by its id, or all. */
export function pickProducts({ products }: Catalogue, id: string | undefined): Catalogue['products'] {
  const picked = id === undefined ? products : products.filter((product) => product.id === id);
  if (picked.length > 0) return picked;
  const first = id?.[0] ?? '';
  const near = products.map((product) => product.id).filter((each) => each.startsWith(first));
  throw new Failure(
    `There is no product "${id ?? ''}" in the catalogue. ${near.length > 0 ? `There are ${near.join(', ')}.` : 'All ids: netberth menu specs --json'}`,
  );
}
