import type { ChangedFiles } from './vault-definitions.ts';
import { replaceContent } from './vault-file.ts';

export type FileToWrite = {
  readonly file: string;
  /** `-`: standard output. */
  readonly place: string;
  readonly content: string | Uint8Array;
  readonly values: number | null;
  readonly vaultId: string | null;
};

/** Everything has been made by now, so that a file that cannot be opened leaves all of them as they are. */
export async function writeFiles(files: readonly FileToWrite[]): Promise<ChangedFiles> {
  const printed = files.filter(({ place }) => place === '-');
  for (const { place, content } of files) if (place !== '-') await replaceContent(place, content);
  return {
    files: files.map(({ file, place, values, vaultId }) => ({
      ...{ file, values, vaultId },
      to: place === '-' ? null : place,
    })),
    printed: printed.length === 0 ? null : printed.map(({ content }) => textOf(content)).join(''),
  };
}

const textOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
