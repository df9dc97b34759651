import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { hasErrorCode } from '../../platform/error-code.ts';
import { CommandRefused } from '../../platform/command-refused.ts';

/** One upload of one sender: `key` is a name that the sender made up for it. */
export type UploadName = { readonly sender: string; readonly profile: string; readonly key: string };

const keptMs = 24 * 3_600_000;

/**
 * What has arrived of uploads that may be cut off, so that their senders can go on behind it. It goes after a day
 * without news, and when the server starts: what was not synced may have been lost in a power failure.
 */
export class KeptUploads {
  readonly #folder: string;
  readonly #writing = new Map<string, AbortController>();

  /** @param folder empty or not there when the server starts */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Behind which byte the sender goes on; 0: nothing has arrived. */
  async receivedBytes(name: UploadName): Promise<number> {
    return await sizeOf(this.#pathOf(name));
  }

  /**
   * Takes the rest of an upload. A second sender of the same upload takes over from one whose connection is dead.
   * @returns the file, whole
   * @throws CommandRefused when `offsetBytes` is not what has arrived; what the stream or the disk throws: what arrived is kept
   */
  async append(name: UploadName, offsetBytes: number, rest: Readable): Promise<string> {
    const path = this.#pathOf(name);
    const writing = new AbortController();
    this.#writing.get(path)?.abort(new Error('The upload goes on over another connection.'));
    this.#writing.set(path, writing);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      await this.#removeOld(await file.stat());
      await write(file, offsetBytes, rest, writing.signal);
    } finally {
      await file.close();
      if (this.#writing.get(path) === writing) this.#writing.delete(path);
    }
    return path;
  }

  async remove(name: UploadName): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  /** Nobody reaches the upload of somebody else, whatever they call theirs. */
  #pathOf({ sender, profile, key }: UploadName): string {
    return join(
      this.#folder,
      createHash('sha256')
        .update(JSON.stringify([sender, profile, key]))
        .digest('hex'),
    );
  }

  /** Old by the clock of the disk. */
  async #removeOld({ mtimeMs: nowMs }: { readonly mtimeMs: number }): Promise<void> {
    for (const entry of await readdir(this.#folder)) {
      const path = join(this.#folder, entry);
      if (!this.#writing.has(path) && (await stat(path)).mtimeMs < nowMs - keptMs)
        await rm(path, { force: true });
    }
  }
}

async function write(
  file: FileHandle,
  offsetBytes: number,
  rest: Readable,
  signal: AbortSignal,
): Promise<void> {
  const { size } = await file.stat();
  // Browsers send a request again by themselves when its connection breaks, from the beginning.
  if (offsetBytes !== size) throw new CommandRefused('uploadGap', { received: size, offset: offsetBytes });
  let at = offsetBytes;
  // Whoever sends it is answered before the stream is closed.
  for await (const chunk of rest.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    await file.write(chunk, 0, chunk.length, at);
    at += chunk.length;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0;
    throw error;
  }
}
