/** Why something on this host cannot be imported. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem';

  /** @param why begins with a verb and ends with the way out */
  constructor(path: string, why: string, cause?: unknown) {
    super(`"${path}" ${why}`, { cause });
  }
}
