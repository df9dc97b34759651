import type { BootSpec, ImageFile, Proof } from '@netberth/api';
import type { StagedFile } from './stage-image.ts';

/** A checksum that an image brings of one of its files. */
export type BroughtChecksum = {
  readonly file: string;
  readonly algorithm: 'md5' | 'sha256';
  /** Lower-case hexadecimal. */
  readonly value: string;
  /** It is of what the file holds when it is decompressed. */
  readonly decompressed: boolean;
  /** It is of so many blocks from the beginning, which is what KIWI's installer reads back from the disk. */
  readonly blocks?: { readonly count: number; readonly sizeBytes: number };
  /** The file of the image that says so. */
  readonly source: string;
};

/** What one kind of layout found; null where the image does not say and the default depends on more. */
export type FoundLayout = {
  readonly ok: true;
  readonly spec: BootSpec;
  readonly files: ImageFile[];
  readonly answers: Record<string, string>;
  /** Templates that are no files of the image. */
  readonly templates?: Record<string, string>;
  readonly postInstall: string | null;
  readonly destructive: boolean | null;
  readonly retryAfterStart: boolean | null;
  readonly isPrivate: boolean;
  readonly proof: Proof;
  readonly warnings: string[];
  readonly checksums: BroughtChecksum[];
};

/** Of an image that was not made for us. */
export const nothingSaid = {
  destructive: null,
  retryAfterStart: null,
  isPrivate: false,
  proof: 'none',
} as const;

/** What an image comes to as a profile. */
export type ImageLayout = FoundLayout & { readonly destructive: boolean; readonly retryAfterStart: boolean };

export type LayoutProblems = { readonly ok: false; readonly problems: string[] };

/** What a person said on import; it wins over what the image says of itself. */
export type SaidOnImport = {
  readonly nonDestructive?: boolean;
  readonly retryAfterStart?: boolean | undefined;
  readonly isPrivate?: boolean;
  readonly proof?: Proof | undefined;
};

/** The image as a detector sees it. */
export type ImageContent = {
  readonly files: readonly StagedFile[];
  /** A small text file of the image; the caller caps its size. */
  readonly readText: (path: string) => string;
  /** The profile's name. */
  readonly name: string;
};

export function hasFile({ files }: ImageContent, path: string): boolean {
  return files.some((file) => file.path === path);
}

/** For a problem: what the image holds, so that the person sees what they have imported. */
export function listFiles({ files }: ImageContent): string {
  const shown = files.slice(0, 12).map(({ path }) => path);
  const more = files.length - shown.length;
  return `the image holds ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
