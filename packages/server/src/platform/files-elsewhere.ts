/**
 * Copies of files in a place that other servers on this database reach, too. Paths are those below the folder of files:
 * `images/web-1a2b3c4d/vmlinuz`, or a folder for all files below it.
 */
export type FilesElsewhere = {
  /** Durable, and known to the others, when it returns. */
  readonly send: (path: string) => Promise<void>;
  /** Gone here as well. */
  readonly drop: (path: string) => Promise<void>;
  /** Has them here, whole. @returns false: nobody has sent any. @throws when the place does not answer */
  readonly fetch: (path: string) => Promise<boolean>;
  /**
   * Begins to bring one file here, and returns when its first bytes have come.
   * @returns null: there is nothing to wait for, it is here or nobody has sent it. @throws when the place does not answer
   */
  readonly bring: (path: string) => Promise<ArrivingFile | null>;
};

/** A file that is on its way here, for somebody who does not wait for its end. */
export type ArrivingFile = {
  readonly sizeBytes: number;
  /** Both as they are when it is whole: whoever goes on later has the same version. */
  readonly inode: bigint;
  readonly mtimeNs: bigint;
  /** Fills `target` with what stands at `position`, as soon as it is here. @throws when it does not come */
  readonly read: (target: Buffer, position: number) => Promise<void>;
  /** To be called once, at the end. */
  readonly release: () => Promise<void>;
};
