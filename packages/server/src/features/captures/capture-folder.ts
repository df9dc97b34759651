import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { FilePlace } from '../../platform/file-place.ts';
import { isLeftOver } from '../../platform/left-over.ts';
import { syncFolder } from '../profiles/image/sync-folder.ts';
import { captureRecordSchema, type CaptureRecord, type CaptureStart } from './capture-record.ts';

/** `captures/` of the data folder: of each machine the last disk that it sent, whole. */
export class CaptureFolder {
  readonly #folder: string;
  readonly #elsewhere: FilePlace['elsewhere'];

  private constructor(folder: string, elsewhere: FilePlace['elsewhere']) {
    this.#folder = folder;
    this.#elsewhere = elsewhere;
  }

  static async open({ folder: place, writer, elsewhere }: FilePlace): Promise<CaptureFolder> {
    const folder = join(place, 'captures');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.part') && (await isLeftOver(path, folder, writer))) await rm(path, { force: true });
    }
    return new CaptureFolder(folder, elsewhere);
  }

  /** Durable when it resolves. @throws what the stream throws; of a disk that did not come whole nothing is left */
  async receive(start: CaptureStart, disk: Readable, now: () => number): Promise<CaptureRecord> {
    const part = join(this.#folder, `${randomBytes(8).toString('hex')}.part`);
    try {
      const { sizeBytes, sha256 } = await writePart(part, disk);
      const record = { ...start, sizeBytes, sha256, receivedAtMs: now() };
      await rename(part, this.diskOf(start.machineId));
      await writeFile(this.#recordOf(start.machineId), JSON.stringify(record));
      await syncFolder(this.#folder);
      await this.#elsewhere?.send(`captures/${start.machineId}.img.gz`);
      await this.#elsewhere?.send(`captures/${start.machineId}.json`);
      return record;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  /** null: the machine has sent none. */
  async find(machineId: number): Promise<CaptureRecord | null> {
    try {
      const text = await readFile(this.#recordOf(machineId), 'utf8');
      return captureRecordSchema.parse(JSON.parse(text));
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  /** The newest first. */
  async list(): Promise<readonly CaptureRecord[]> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(names.map((name) => this.find(Number.parseInt(name, 10))));
    return records
      .filter((record) => record !== null)
      .toSorted((one, other) => other.receivedAtMs - one.receivedAtMs);
  }

  async remove(machineId: number): Promise<void> {
    await this.#elsewhere?.drop(`captures/${machineId}.json`);
    await this.#elsewhere?.drop(`captures/${machineId}.img.gz`);
    await rm(this.#recordOf(machineId), { force: true });
    await rm(this.diskOf(machineId), { force: true });
  }

  /** Has the disk here that another server may have received. */
  async fetchDisk(machineId: number): Promise<void> {
    await this.#elsewhere?.fetch(`captures/${machineId}.img.gz`);
  }

  diskOf(machineId: number): string {
    return join(this.#folder, `${machineId}.img.gz`);
  }

  #recordOf(machineId: number): string {
    return join(this.#folder, `${machineId}.json`);
  }
}

async function writePart(part: string, disk: Readable): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(disk, counted, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
  await demandWhole(part, sizeBytes);
  const written = await open(part);
  await written.sync();
  await written.close();
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** A sender that lost its way is found out now, not when the image is to be written: gzip knows its own length and checksum. */
async function demandWhole(part: string, sizeBytes: number): Promise<void> {
  if (sizeBytes === 0) throw new NotGzip('nothing came');
  try {
    const nowhere = new Writable({ write: (_, __, done) => done() });
    await pipeline(createReadStream(part, { highWaterMark: 1024 * 1024 }), createGunzip(), nowhere);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new NotGzip(`it is not what gzip writes, or not whole (${error.message})`, { cause: error });
    throw error;
  }
}

/** What was sent is no compressed disk. */
export class NotGzip extends Error {
  override readonly name = 'NotGzip';
}
