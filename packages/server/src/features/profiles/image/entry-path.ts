import { imagePathSchema } from '@netberth/api';
import type { EntryKind } from './entry-kind.ts';
import { quoteName } from './quote-name.ts';
import { StageRefusal } from './stage-refusal.ts';

/** The longest name that the usual file systems take for one segment, in bytes. */
const maxSegmentBytes = 255;

/**
 * The name of an archive's entry as a path below the image: `./a//b/` is `a/b`; a folder's may be ''.
 * Refuses what would leave the folder and what could not be asked for by URL later.
 */
export function entryPath(name: string, kind: EntryKind): string {
  if (name.startsWith('/')) {
    throw new StageRefusal(
      'unsafe-name',
      name,
      `The archive holds the absolute name ${quoteName(name)}: names must be relative. Pack it with \`tar -C FOLDER -cf image.tar .\`.`,
    );
  }
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    throw new StageRefusal(
      'unsafe-name',
      name,
      `The archive holds ${quoteName(name)}: \`..\` would leave the image's folder. Pack it again from inside the folder.`,
    );
  }
  const path = segments.join('/');
  if (path !== '' || kind !== 'folder') demandServable(path, name);
  return path;
}

function demandServable(path: string, name: string): void {
  const tooLong = path.split('/').some((segment) => segment.length > maxSegmentBytes);
  if (!tooLong && imagePathSchema.safeParse(path).success) return;
  throw new StageRefusal(
    'unsafe-name',
    name,
    `The archive holds ${quoteName(name)}: files of an image are named with letters, digits and . _ @ + -, do not start with a dot or hyphen, ` +
      'and are at most 512 characters long (255 a segment). Rename it or leave it out.',
  );
}
