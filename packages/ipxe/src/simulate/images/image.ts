/** The kinds of files iPXE tells apart. `program` and `unseen` run what this simulation does not follow. */
export type ImageType = {
  /** As `imgstat` shows it. */
  readonly name: string;
  readonly runs: 'script' | 'kernel' | 'program' | 'unseen' | 'nothing';
};

/** A downloaded file in iPXE's memory. */
export type Image = {
  name: string;
  url: string;
  /** Its beginning at the least. */
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  type: ImageType | null;
  arguments: string | null;
  isSelected: boolean;
  isFreedAfterUse: boolean;
  /** Runs in place of this one when this one is through. */
  replacement: Image | null;
};
