/** What is wrong with an archive; the words of the message say where and the way out. */
export type StageRefusedCode =
  | 'not-a-tar'
  | 'truncated'
  | 'interrupted'
  | 'empty'
  | 'unsafe-name'
  | 'unsafe-link'
  | 'unsupported-entry'
  | 'duplicate-name'
  | 'too-many-files'
  | 'too-large'
  | 'disk-full';

/** Thrown while unpacking, caught by `stageImage` alone and handed to its caller as a value. */
export class StageRefusal extends Error {
  readonly code: StageRefusedCode;
  /** The name of the entry as the archive has it; null when it is about the whole archive. */
  readonly entry: string | null;

  constructor(code: StageRefusedCode, entry: string | null, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.entry = entry;
  }
}
