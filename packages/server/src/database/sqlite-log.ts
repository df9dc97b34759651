import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

type LogFile = Pick<FileHandle, 'datasync' | 'close'>;
type OpenFile = (path: string) => Promise<LogFile>;

/**
 * The write-ahead log of a SQLite database, brought to the disk beside the event loop. SQLite itself flushes it inside
 * each commit (`synchronous=FULL`) and keeps the process waiting; with `synchronous=NORMAL` it writes in the same order
 * and leaves the flush to whoever must know that a commit stays. One flush is for all who wait for it.
 */
export class SqliteLog {
  readonly #path: string;
  readonly #open: OpenFile;
  #file: Promise<LogFile> | undefined;
  #hasNews = false;
  #running: Promise<void> | undefined;
  /** Begins when the one that is running has ended, for what was committed meanwhile. */
  #next: Promise<void> | undefined;
  #failed: { readonly error: Error } | undefined;

  /** @param path of the database; its log lies beside it */
  constructor(path: string, openFile: OpenFile = open) {
    this.#path = `${path}-wal`;
    this.#open = openFile;
  }

  /** There is a commit that no flush was begun after. */
  noteCommit(): void {
    this.#hasNews = true;
  }

  /**
   * Resolves when every commit up to now stays, whatever happens to the machine.
   * @throws from the first flush that fails on: what a disk has dropped once it may report as written the next time, so
   *   nothing after it is believed
   */
  untilDurable(): Promise<void> {
    if (this.#failed) return Promise.reject(this.#failed.error);
    if (this.#next) return this.#next;
    if (!this.#hasNews) return this.#running ?? Promise.resolve();
    if (this.#running === undefined) return this.#flush();
    this.#next = this.#running.then(() => {
      this.#next = undefined;
      return this.#flush();
    });
    return this.#next;
  }

  /** The flush that is under way. */
  get running(): Promise<void> | undefined {
    return this.#running;
  }

  async close(): Promise<void> {
    const file = await this.#file;
    await file?.close();
  }

  #flush(): Promise<void> {
    this.#hasNews = false;
    this.#running = this.#flushFile().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #flushFile(): Promise<void> {
    try {
      this.#file ??= this.#open(this.#path);
      await (await this.#file).datasync();
    } catch (cause) {
      const error = new Error(
        `Using the database: its disk did not confirm what was written (${String(cause)}). Look at the disk, then start the server again.`,
        { cause },
      );
      this.#failed = { error };
      throw error;
    }
  }
}
