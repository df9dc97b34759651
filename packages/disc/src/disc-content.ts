import { indexDisc, readDisc, type ContentReader, type Disc, type DiscFile } from '@netberth/disk-image';

/** A disc as the recognisers see it. */
export type DiscContent = {
  readonly disc: Disc;
  readonly sizeBytes: number;
  /** By its path; with other capitals where none is written so. */
  readonly find: (path: string) => DiscFile | undefined;
  /** Those whose path matches, in the order of the disc. */
  readonly matching: (pattern: RegExp) => readonly DiscFile[];
  /** The beginning of a text file; '' when there is none. */
  readonly text: (path: string) => string;
};

export type OpenedDisc =
  | { readonly kind: 'opened'; readonly content: DiscContent }
  /** `why` ends the sentence "NAME …". */
  | { readonly kind: 'no-disc'; readonly why: string };

/** Text files of a disc that are read are a few KB; a hostile one must not fill the memory. */
const mostTextBytes = 256 * 1024;

/** Reads the folders of an ISO image; what its files hold is read when it is asked for. */
export function openDisc(image: ContentReader): OpenedDisc {
  const read = readDisc(image);
  if (read.kind === 'no-disc') return read;
  const { disc } = read;
  const find = indexDisc(disc);
  return {
    kind: 'opened',
    content: {
      disc,
      sizeBytes: image.sizeBytes,
      find,
      matching: (pattern) => disc.files.filter(({ path }) => pattern.test(path)),
      text: (path) => {
        const file = find(path);
        if (file === undefined) return '';
        return textOf(image.readAt(file.offsetBytes, Math.min(file.sizeBytes, mostTextBytes)));
      },
    },
  };
}

/** These files are ASCII; what is not is of no matter here. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
