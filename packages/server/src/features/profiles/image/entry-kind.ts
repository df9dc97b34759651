import { quoteName } from './quote-name.ts';
import type { TarEntry } from './read-tar.ts';
import { StageRefusal } from './stage-refusal.ts';

export type EntryKind = 'file' | 'folder' | 'link';

/** Typeflags of what an image cannot have. */
const words: Record<string, string> = {
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a named pipe',
  S: 'a sparse file',
};

export function entryKind(entry: TarEntry): EntryKind {
  switch (entry.isSparse ? 'S' : entry.typeflag) {
    case '0':
    case '7':
      return entry.name.endsWith('/') ? 'folder' : 'file'; // V7 has no typeflag for folders
    case '5':
      return 'folder';
    case '1':
    case '2':
      return 'link';
    default:
      throw unsupported(entry);
  }
}

function unsupported(entry: TarEntry): StageRefusal {
  const word =
    words[entry.isSparse ? 'S' : entry.typeflag] ?? `an entry of type ${quoteName(entry.typeflag)}`;
  return new StageRefusal(
    'unsupported-entry',
    entry.name,
    `The archive holds ${quoteName(entry.name)}, ${word}: an image has files, folders and links only. ` +
      'Leave it out (a sparse file: pack without --sparse).',
  );
}
