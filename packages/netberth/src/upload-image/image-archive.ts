import type { Profile } from '@netberth/api';
import type { Readable } from 'node:stream';

/** An image on this host as the tar that the server takes. */
export type ImageArchive = {
  /** What the profile will be called unless a person says otherwise. */
  readonly name: string;
  /** The files in it; of a compressed tar none, they are not known before it is read. */
  readonly entries: string[];
  /** What is to be read from the disk: files of a folder, or the tar as it is, compressed or not. */
  readonly totalBytes: number;
  /** An uncompressed tar. Ends with an `ArchiveProblem` when reading goes wrong. */
  readonly stream: Readable;
  /** What it is and how it will boot, where that is seen here. */
  readonly about?: readonly string[];
  /** The profile that it would become, where that is seen here without a server. */
  readonly foreseen?: Pick<Profile, 'spec' | 'warnings'>;
  /** What a person should know of what is in it. */
  readonly notes: string[];
  /** Whom to tell how many of `totalBytes` are read. */
  readonly onRead: (listener: (bytes: number) => void) => void;
};
