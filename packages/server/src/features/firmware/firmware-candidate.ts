import type { FirmwareFile } from '@netberth/api';
import type { KnownFile } from './known-files.ts';

/** A file that a source brings, not yet checked. */
export type FirmwareCandidate = {
  readonly known: KnownFile;
  readonly content: Buffer;
  readonly package: FirmwareFile['package'];
  readonly source: string;
};

/** Told what is being done; percent where that is known. */
export type TellStep = (step: string, percent?: number) => void;
