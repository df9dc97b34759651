import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from '../../platform/error-code.ts';

/** What upstream said of the version that a part is of. */
const versionSchema = z.object({
  url: z.string(),
  /** null: it does not say. */
  totalBytes: z.int().nonnegative().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
export type UpstreamVersion = Readonly<z.output<typeof versionSchema>>;

export type SealedPart = { readonly sha256: string; readonly sizeBytes: number };

/** So much at most is fetched again after a power failure. */
const syncEveryBytes = 8 * 1024 * 1024;

/** A file on its way here. What arrived of it survives the process; its checksum is made on the way. */
export class PartFile {
  readonly folder: string;
  readonly #handle: FileHandle;
  #version: UpstreamVersion | null = null;
  #hash: Hash = createHash('sha256');
  #receivedBytes = 0;
  #syncedBytes = 0;

  private constructor(folder: string, handle: FileHandle) {
    this.folder = folder;
    this.#handle = handle;
  }

  /** What there is of this URL from earlier; all that a killed process has written counts. */
  static async open(folder: string, url: string): Promise<PartFile> {
    await mkdir(folder, { recursive: true });
    const handle = await open(join(folder, 'data'), 'a+');
    const part = new PartFile(folder, handle);
    try {
      const version = await readVersion(folder);
      if (version?.url === url) await part.#takeOver(version);
      else await part.#empty();
    } catch (error) {
      await handle.close();
      throw error;
    }
    return part;
  }

  /** null: nothing has arrived. */
  get version(): UpstreamVersion | null {
    return this.#version;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get dataFile(): string {
    return join(this.folder, 'data');
  }

  /** From here on it is this version, of which nothing has arrived. */
  async begin(version: UpstreamVersion): Promise<void> {
    await this.#empty();
    this.#version = version;
    await writeFile(join(this.folder, 'part.json.new'), JSON.stringify(version));
    await rename(join(this.folder, 'part.json.new'), join(this.folder, 'part.json'));
  }

  async append(bytes: Buffer): Promise<void> {
    await this.#handle.appendFile(bytes);
    this.#hash.update(bytes);
    this.#receivedBytes += bytes.length;
    if (this.#receivedBytes - this.#syncedBytes < syncEveryBytes) return;
    await this.#handle.datasync();
    this.#syncedBytes = this.#receivedBytes;
  }

  /** Durable when it returns. */
  async seal(): Promise<SealedPart> {
    await this.#handle.sync();
    return { sha256: this.#hash.copy().digest('hex'), sizeBytes: this.#receivedBytes };
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #takeOver(version: UpstreamVersion): Promise<void> {
    this.#version = version;
    for await (const chunk of this.#handle.createReadStream({
      start: 0,
      autoClose: false,
      highWaterMark: 1024 * 1024,
    })) {
      this.#hash.update(chunk as Buffer);
      this.#receivedBytes += (chunk as Buffer).length;
    }
    this.#syncedBytes = this.#receivedBytes;
    const { totalBytes } = version;
    if (totalBytes !== null && this.#receivedBytes > totalBytes) await this.#empty();
  }

  async #empty(): Promise<void> {
    await this.#handle.truncate(0);
    this.#version = null;
    this.#hash = createHash('sha256');
    this.#receivedBytes = 0;
    this.#syncedBytes = 0;
  }
}

/** null: nothing is known of what is there, so that it is worth nothing. */
export async function readVersion(folder: string): Promise<UpstreamVersion | null> {
  try {
    const parsed = versionSchema.safeParse(JSON.parse(await readFile(join(folder, 'part.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}
