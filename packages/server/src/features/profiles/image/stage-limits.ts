import type { CreateFile } from './write-entry.ts';

export type StageLimits = {
  readonly maxFiles: number;
  /** Of all files together, unpacked. */
  readonly maxBytes: number;
  /** Told the bytes of the tar read so far, a chunk at a time. */
  readonly onProgress?: (bytes: number) => void;
  /** Tests give one whose disk is full. */
  readonly createFile?: CreateFile;
};
