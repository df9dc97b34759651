import type { Plan } from '@netberth/disk-image';

export type StoredMedium = { readonly sizeBytes: number; readonly sha256: string };

/** Where many media go: a folder or a ZIP file. They are put in one after the other. */
export type MediaSink = {
  put(file: string, plan: Plan): Promise<StoredMedium>;
  /** The list of what was put in, as the last file. */
  finish(manifest: string): Promise<void>;
  /** Leaves nothing half-made; what was whole before stays. */
  abandon(): Promise<void>;
};
