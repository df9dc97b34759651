import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from '@netberth/publish';
import { ChangeSignal } from '../../platform/change-signal.ts';
import type { ArrivingFile } from '../../platform/files-elsewhere.ts';
import { readPieces } from './file-pieces.ts';
import type { SharedFile } from './shared-file-store.ts';

type Needs = {
  readonly store: Store;
  readonly folder: string;
  readonly wanted: SharedFile;
  /** It is where it belongs, whole. */
  readonly onWhole: () => Promise<void>;
};

/**
 * One file on its way from object storage to where it belongs, once for all who want it. Who does not wait for its end
 * reads what has come. What comes last is for nobody before the whole is found to be what was sent, so that nobody ever has
 * all of a wrong file: of that the connection breaks off.
 */
export class IncomingCopy {
  /** Rejects when it does not come, or otherwise than it was sent. */
  readonly whole: Promise<void>;
  /** Something of it can be read. */
  readonly begun: Promise<void>;
  readonly #needs: Needs;
  readonly #draft: FileHandle;
  readonly #inode: bigint;
  /** Whole seconds: no clock of a file system rounds these. */
  readonly #beganSeconds = Math.floor(Date.now() / 1000);
  #users = 1;
  #cameBytes = 0;
  #failure: { readonly error: unknown } | undefined;
  readonly #changes = new ChangeSignal();

  private constructor(needs: Needs, draft: FileHandle, inode: bigint, draftPath: string) {
    this.#needs = needs;
    this.#draft = draft;
    this.#inode = inode;
    this.whole = this.#receive(draftPath);
    this.begun = this.#came(1);
    // Each is for whoever asks: nobody may be there.
    for (const promise of [this.whole, this.begun]) promise.catch(() => undefined);
  }

  static async begin(needs: Needs): Promise<IncomingCopy> {
    const target = dirname(join(needs.folder, needs.wanted.path));
    await mkdir(target, { recursive: true });
    const draftPath = join(target, `.${randomBytes(8).toString('hex')}.part`);
    const draft = await open(draftPath, 'wx+', 0o644);
    const { ino } = await draft.stat({ bigint: true });
    return new IncomingCopy(needs, draft, ino, draftPath);
  }

  /** @returns null: it is over, well or badly */
  hold(): ArrivingFile | null {
    if (this.#users === 0) return null;
    this.#users += 1;
    return {
      sizeBytes: this.#needs.wanted.sizeBytes,
      inode: this.#inode,
      mtimeNs: BigInt(this.#beganSeconds) * 1_000_000_000n,
      read: (target, position) => this.#read(target, position),
      release: () => this.#release(),
    };
  }

  async #receive(draftPath: string): Promise<void> {
    const { store, folder, wanted, onWhole } = this.#needs;
    try {
      const hash = createHash('sha256');
      let came = 0;
      for await (const bytes of readPieces(store, wanted)) {
        hash.update(bytes);
        await this.#draft.writeFile(bytes);
        came += bytes.length;
        if (came < wanted.sizeBytes) this.#tell(came);
      }
      if (hash.digest('hex') !== wanted.sha256)
        throw new Error(`${store.title} has ${wanted.path} otherwise than it was sent`);
      await this.#draft.sync();
      await this.#draft.utimes(this.#beganSeconds, this.#beganSeconds);
      await rename(draftPath, join(folder, wanted.path));
      await onWhole();
      this.#tell(wanted.sizeBytes);
    } catch (error) {
      await rm(draftPath, { force: true });
      this.#failure = { error };
      this.#changes.tell();
      throw error;
    } finally {
      await this.#release();
    }
  }

  #tell(cameBytes: number): void {
    this.#cameBytes = cameBytes;
    this.#changes.tell();
  }

  async #came(bytes: number): Promise<void> {
    const wanted = Math.min(bytes, this.#needs.wanted.sizeBytes);
    while (this.#cameBytes < wanted && this.#failure === undefined) await this.#changes.next();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #read(target: Buffer, position: number): Promise<void> {
    await this.#came(position + target.length);
    for (let filled = 0; filled < target.length;) {
      const { bytesRead } = await this.#draft.read(target, filled, target.length - filled, position + filled);
      if (bytesRead === 0) throw new Error(`${this.#needs.wanted.path} became shorter meanwhile`);
      filled += bytesRead;
    }
  }

  async #release(): Promise<void> {
    this.#users -= 1;
    if (this.#users === 0) await this.#draft.close();
  }
}
