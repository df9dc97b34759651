import type { CatalogueFile } from '@netberth/catalogue';
import { PublishProblem } from '../../src/index.ts';
import type { Git } from './run-git.ts';

export type FilesInCommit = {
  /** Of a whole catalogue, by its own folder; of entries of one's own, `menu/…`. */
  readonly files: readonly CatalogueFile[];
  /** Where `files` were in the repository; null: only entries of one's own were there. */
  readonly folder: string | null;
  readonly notes: readonly string[];
};

type Entry = {
  readonly mode: string;
  readonly hash: string;
  readonly sizeBytes: number;
  readonly path: string;
};

const mostFiles = 5000;
const largestBytes = 1024 * 1024;

/** The files of a catalogue in a commit: those around `sections.yaml`, else the entries in `menu/`. */
export async function catalogueFilesOf(git: Git, commit: string): Promise<FilesInCommit> {
  const entries = parseTree(
    (await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit])).toString('utf8'),
  );
  const folder = catalogueFolderOf(entries);
  const begin = folder === null ? 'menu/' : folder;
  const wanted = entries.filter(({ path }) => path.startsWith(begin) && /\.ya?ml$/.test(path));
  const plain = wanted.filter(({ mode }) => mode.startsWith('100'));
  if (plain.length === 0)
    throw new PublishProblem(
      'That commit has no catalogue: it wants a folder with sections.yaml, loaders.yaml and products/, or entries of your own in menu/',
    );
  const tooLarge = plain.find(({ sizeBytes }) => sizeBytes > largestBytes);
  if (tooLarge !== undefined || plain.length > mostFiles)
    throw new PublishProblem(
      tooLarge === undefined
        ? `That commit has ${plain.length} files in its catalogue; ${mostFiles} are the most`
        : `${tooLarge.path} has ${tooLarge.sizeBytes} bytes; the largest file of a catalogue may have ${largestBytes}`,
    );
  const others = wanted.length - plain.length;
  const texts = await readBlobs(git, plain);
  return {
    folder,
    files: plain.map(({ path }, index) => ({
      path: folder === null ? path : path.slice(folder.length),
      text: texts[index] ?? '',
    })),
    notes: others === 0 ? [] : [`${others} links and submodules of that commit are left out`],
  };
}

function parseTree(text: string): readonly Entry[] {
  return text.split('\0').flatMap((line) => {
    const [, mode = '', hash = '', size = '', path = ''] =
      /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(line) ?? [];
    return path === '' ? [] : [{ mode, hash, sizeBytes: Number(size) || 0, path }];
  });
}

/** The nearest to the root that has sections and products; null: none has. */
function catalogueFolderOf(entries: readonly Entry[]): string | null {
  const folders = entries
    .filter(({ path }) => /(^|\/)sections\.yaml$/.test(path))
    .map(({ path }) => path.slice(0, -'sections.yaml'.length))
    .filter((folder) => entries.some(({ path }) => path.startsWith(`${folder}products/`)));
  return folders.toSorted((left, right) => left.length - right.length)[0] ?? null;
}

/** `git cat-file --batch`: `HASH blob SIZE`, a line feed, the bytes, a line feed. */
async function readBlobs(git: Git, entries: readonly Entry[]): Promise<readonly string[]> {
  const output = await git(['cat-file', '--batch'], entries.map(({ hash }) => `${hash}\n`).join(''));
  let at = 0;
  return entries.map(({ sizeBytes }) => {
    const begin = output.indexOf(0x0a, at) + 1;
    at = begin + sizeBytes + 1;
    return output.subarray(begin, begin + sizeBytes).toString('utf8');
  });
}
