import { imagePathSchema } from '@netberth/api';
import { texts } from '../../../texts/texts.ts';
import type { Chosen } from './chosen-image.ts';
import { hexOf } from './hex-of.ts';
import { tarOfFiles } from './tar-of-files.ts';
import type { TarFile } from './tar-of-files.ts';

const words = texts.profiles.image;

/** All files below a folder, as the command takes them: hidden ones are left out, and a name that no image can have is refused. */
export async function chooseFolder(files: readonly File[]): Promise<Chosen> {
  const [folder = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
  const all = files
    .map((file) => ({ path: file.webkitRelativePath.slice(folder.length + 1), content: file }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const hidden = all.filter(({ path }) => isHidden(path));
  const shown = all.filter(({ path }) => !isHidden(path));
  if (shown.length === 0) return { kind: 'refused', why: words.emptyFolder(folder) };
  const faulty = shown.filter(({ path }) => !imagePathSchema.safeParse(path).success);
  if (faulty.length > 0)
    return {
      kind: 'refused',
      why: words.badNames(
        folder,
        faulty.slice(0, 5).map(({ path }) => path),
      ),
    };
  const sizeBytes = shown.reduce((sum, { content }) => sum + content.size, 0);
  const key = await keyOf(shown);
  return {
    kind: 'usable',
    image: {
      ...{ name: folder, isDisc: false, sizeBytes },
      about: [words.folderOf(folder, shown.length)],
      notes: hidden.length === 0 ? [] : [words.hidden(hidden.map(({ path }) => path))],
      toSend: () => ({ tar: tarOfFiles(shown), key }),
    },
  };
}

function isHidden(path: string): boolean {
  return path.split('/').some((segment) => segment.startsWith('.'));
}

async function keyOf(files: readonly (TarFile & { readonly content: File })[]): Promise<string> {
  const said = files.map(({ path, content: { size, lastModified } }) => [path, size, lastModified]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(said)));
  return `folder-${hexOf(digest)}`;
}
