import { createReadStream } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { FilePlace } from '../../platform/file-place.ts';
import { isLeftOver } from '../../platform/left-over.ts';
import { jsonIn } from '../../platform/read-json.ts';
import { syncFolder } from '../profiles/image/sync-folder.ts';
import { assetKey, assetName } from './asset-place.ts';
import { assetRecordSchema, type AssetRecord } from './asset-record.ts';
import { readVersion, type UpstreamVersion } from './part-file.ts';

/** A file that has arrived whole and was checked, and is not served yet. */
export type StagedAsset = { readonly record: AssetRecord; readonly partFolder: string };

export type KnownPart = { readonly version: UpstreamVersion; readonly receivedBytes: number };

const recordName = 'asset.json';
/** Where several servers write, another text after each change. */
const changedName = '.changed';

/**
 * `assets/` of the data folder. Each file has a folder named by its URL: `asset.json` names the version that counts,
 * which lies in a folder of its own. What is on its way lies in `.parts/`, where nothing is served from.
 */
export class AssetStore {
  readonly folder: string;
  readonly #parts: string;
  readonly #writer: string | null;
  readonly #elsewhere: FilePlace['elsewhere'];
  #records = new Map<string, AssetRecord>();
  #revision = 0;
  #changed: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor({ folder, writer, elsewhere }: FilePlace) {
    this.folder = join(folder, 'assets');
    this.#parts = join(this.folder, '.parts', writer ?? '');
    this.#writer = writer;
    this.#elsewhere = elsewhere;
  }

  static async open(place: FilePlace): Promise<AssetStore> {
    const store = new AssetStore(place);
    await store.#sweepParts();
    await store.#readRecords();
    return store;
  }

  /** Learns of what another server has stored or removed. */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      const changed = await readFile(join(this.folder, changedName), 'utf8').catch(absentIsNull);
      if (changed === this.#changed) return;
      await this.#readRecords();
      this.#changed = changed;
      this.#revision += 1;
    });
  }

  /** Another one when other files are stored than before. */
  get revision(): number {
    return this.#revision;
  }

  get records(): readonly AssetRecord[] {
    return [...this.#records.values()];
  }

  get storedBytes(): number {
    return this.records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  find(url: string): AssetRecord | undefined {
    return this.findByKey(assetKey(url));
  }

  findByKey(key: string): AssetRecord | undefined {
    return this.#records.get(key);
  }

  /** Below `folder`: `<key>/<version>/<name>`. */
  fileOf({ url, sha256 }: AssetRecord): string {
    return `${assetKey(url)}/${sha256.slice(0, 16)}/${assetName(url)}`;
  }

  partFolder(url: string): string {
    return join(this.#parts, assetKey(url));
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  /** Serves it from here on, in place of an earlier version. Durable when it returns. Publishing twice is as good. */
  publish(staged: StagedAsset): Promise<void> {
    return this.#inTurn(async () => {
      const { record, partFolder } = staged;
      const key = assetKey(record.url);
      const file = join(this.folder, this.fileOf(record));
      const there = this.#writer === null ? this.#records.get(key) : await this.#readRecord(key);
      const isThere = there?.sha256 === record.sha256;
      if (!isThere) {
        await mkdir(join(file, '..'), { recursive: true });
        await rename(join(partFolder, 'data'), file);
        await syncFolder(join(file, '..'));
      }
      await this.#writeRecord(key, record);
      this.#records.set(key, record);
      this.#revision += 1;
      await rm(partFolder, { recursive: true, force: true });
      await this.#sweep(key, record);
      await this.#elsewhere?.send(`assets/${this.fileOf(record)}`);
      await this.#elsewhere?.send(`assets/${key}/${recordName}`);
      await this.#tellOthers();
    });
  }

  /** Served no more. What is being sent is sent to its end. */
  remove(url: string): Promise<void> {
    return this.#inTurn(async () => {
      this.forget(url);
      await this.#elsewhere?.drop(`assets/${assetKey(url)}`);
      await rm(join(this.folder, assetKey(url), recordName), { force: true });
      await rm(join(this.folder, assetKey(url)), { recursive: true, force: true });
      await rm(this.partFolder(url), { recursive: true, force: true });
      await this.#tellOthers();
    });
  }

  /** The file is not there any more, or not as it was stored; it counts again when it is fetched again. */
  forget(url: string): void {
    if (this.#records.delete(assetKey(url))) this.#revision += 1;
  }

  /** Reads the file again. @returns false where it is missing or not as it was stored */
  async isSound(record: AssetRecord): Promise<boolean> {
    try {
      const hash = createHash('sha256');
      await pipeline(
        createReadStream(join(this.folder, this.fileOf(record)), { highWaterMark: 1024 * 1024 }),
        hash,
      );
      return hash.digest('hex') === record.sha256;
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT', 'EIO')) return false;
      throw error;
    }
  }

  /** What earlier fetches left. */
  async parts(): Promise<readonly KnownPart[]> {
    const parts: KnownPart[] = [];
    for (const key of await namesIn(this.#parts)) {
      const version = await readVersion(join(this.#parts, key));
      const data = await stat(join(this.#parts, key, 'data')).catch(absentIsNull);
      if (version !== null && data !== null) parts.push({ version, receivedBytes: data.size });
    }
    return parts;
  }

  async #readRecords(): Promise<void> {
    const records = new Map<string, AssetRecord>();
    for (const key of await namesIn(this.folder)) {
      const record = await this.#readRecord(key);
      if (record !== null) records.set(key, record);
    }
    this.#records = records;
  }

  /** Of servers that are gone; this one goes on with its own where it alone writes. */
  async #sweepParts(): Promise<void> {
    if (this.#writer === null) return;
    const parts = join(this.folder, '.parts');
    for (const name of await namesIn(parts))
      if (await isLeftOver(join(parts, name), parts, this.#writer))
        await rm(join(parts, name), { recursive: true, force: true });
  }

  async #tellOthers(): Promise<void> {
    if (this.#writer === null) return;
    this.#changed = randomUUID();
    await writeFile(join(this.folder, changedName), this.#changed);
    await this.#elsewhere?.send(`assets/${changedName}`);
  }

  async #readRecord(key: string): Promise<AssetRecord | null> {
    const text = await readFile(join(this.folder, key, recordName), 'utf8').catch(absentIsNull);
    const parsed = assetRecordSchema.safeParse(text === null ? null : jsonIn(text));
    if (!parsed.success || assetKey(parsed.data.url) !== key) return null;
    const file = await stat(join(this.folder, this.fileOf(parsed.data))).catch(absentIsNull);
    return file?.size === parsed.data.sizeBytes ? parsed.data : null;
  }

  async #writeRecord(key: string, record: AssetRecord): Promise<void> {
    const file = join(this.folder, key, recordName);
    const handle = await open(`${file}.${this.#writer ?? ''}new`, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(record, null, 1)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.${this.#writer ?? ''}new`, file);
    await syncFolder(join(this.folder, key));
  }

  async #sweep(key: string, { sha256 }: AssetRecord): Promise<void> {
    for (const name of await namesIn(join(this.folder, key)))
      if (name !== recordName && name !== sha256.slice(0, 16))
        await rm(join(this.folder, key, name), { recursive: true, force: true });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(absentIsNull)) ?? [];
}

function absentIsNull(error: unknown): null {
  if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return null;
  throw error;
}
