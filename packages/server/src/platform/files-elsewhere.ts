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
};
