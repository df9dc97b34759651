import type { FilesElsewhere } from './files-elsewhere.ts';

/** A folder of files, and who else has to do with it. */
export type FilePlace = {
  readonly folder: string;
  /** This server, of those that write to the folder; null: it alone does. */
  readonly writer: string | null;
  /** Of what the folder has copies; null: it has the files themselves. */
  readonly elsewhere: FilesElsewhere | null;
};

/** A folder that one server has for itself. */
export function ownPlace(folder: string): FilePlace {
  return { folder, writer: null, elsewhere: null };
}
