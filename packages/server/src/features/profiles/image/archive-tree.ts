import { quoteName } from './quote-name.ts';
import { StageRefusal } from './stage-refusal.ts';

/** Which names the archive has used so far: every name once, and nothing below a name that is no folder. */
export class ArchiveTree {
  readonly #leaves = new Set<string>();
  readonly #folders = new Set<string>();

  /** Of a file or link. @param name as the archive has it, for the message */
  claimLeaf(path: string, name: string): void {
    if (this.#leaves.has(path) || this.#folders.has(path)) {
      throw new StageRefusal(
        'duplicate-name',
        name,
        `The archive holds ${quoteName(name)} twice: which one is meant cannot be known. Pack it again, each file once.`,
      );
    }
    this.claimFolder(parentOf(path), name);
    this.#leaves.add(path);
  }

  claimFolder(path: string, name: string): void {
    for (let folder = path; folder !== ''; folder = parentOf(folder)) {
      if (this.#leaves.has(folder)) {
        throw new StageRefusal(
          'duplicate-name',
          name,
          `The archive holds ${quoteName(name)}, but ${quoteName(folder)} is a file or a link in it, not a folder. Pack it again.`,
        );
      }
      this.#folders.add(folder);
    }
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
