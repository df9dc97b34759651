import { FileInput } from '@mantine/core';
import { texts } from '../../../texts/texts.ts';

const words = texts.profiles;
/** React's types do not have it; every browser does. */
const ofFolder: object = { webkitdirectory: '' };

export type Picked =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'folder'; readonly files: readonly File[] };

type Props = {
  readonly picked: Picked | undefined;
  readonly onPick: (picked: Picked | undefined) => void;
};

/** One file, or one folder. */
export function ImageFields({ picked, onPick }: Props) {
  return (
    <>
      <FileInput
        label={words.uploadFile}
        description={words.uploadHint}
        accept=".iso,.tar,.gz,.tgz,.xz,application/x-tar"
        value={picked?.kind === 'file' ? picked.file : null}
        onChange={(file) => onPick(file === null ? undefined : { kind: 'file', file })}
        data-autofocus
      />
      <FileInput
        label={words.image.folder}
        multiple
        value={picked?.kind === 'folder' ? [...picked.files] : []}
        valueComponent={({ value }) => words.image.folderChosen(Array.isArray(value) ? value.length : 0)}
        fileInputProps={ofFolder}
        onChange={(files) => onPick(files.length === 0 ? undefined : { kind: 'folder', files })}
      />
    </>
  );
}
