import type { BootSpec, ImageFile, Proof } from '@netberth/api';

/** A profile as its row says it. */
export type ProfileRecord = {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  /** Below `data/images/`. */
  readonly folder: string;
  readonly destructive: boolean;
  readonly retryAfterStart: boolean;
  readonly isPrivate: boolean;
  readonly proof: Proof;
  readonly spec: BootSpec;
  /** Secret settings that this server has not the key of: they are not in `spec.settings`, and nothing is rendered. */
  readonly locked: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly postInstall: string | null;
  readonly files: readonly ImageFile[];
  /** Texts of the files with role `template`, by path. */
  readonly templates: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly importedAtMs: number;
  readonly importedBy: string;
};
