import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { FilePlace } from '../../platform/file-place.ts';
import type { ArrivingFile } from '../../platform/files-elsewhere.ts';
import { isLeftOver } from '../../platform/left-over.ts';
import { syncFolder } from './image/sync-folder.ts';
import { KeptUploads } from './kept-uploads.ts';

const keptName = 'kept';

/** A name below `images/` that was never there; a profile without files has no folder, but it too is told apart by it. */
export function unusedFolder(profileName: string): string {
  return `${profileName}-${randomBytes(4).toString('hex')}`;
}

/**
 * Where images lie: `incoming/` while they arrive, `images/<name>-<random>` when they are whole. The profile's row
 * points to its folder, so a new image takes over in one commit and a half one is never seen. Several servers may write to
 * one place: each has a folder of its own for what arrives.
 */
export class ImageFolders {
  readonly images: string;
  /** Parts of uploads. Where this server alone writes, they go when it starts. */
  readonly kept: KeptUploads;
  readonly #incoming: string;
  readonly #writer: string | null;
  readonly #elsewhere: FilePlace['elsewhere'];

  private constructor({ folder, writer, elsewhere }: FilePlace) {
    const incoming = join(folder, 'incoming');
    this.images = join(folder, 'images');
    this.kept = new KeptUploads(join(incoming, keptName));
    this.#incoming = writer === null ? incoming : join(incoming, writer);
    this.#writer = writer;
    this.#elsewhere = elsewhere;
  }

  static async open(place: FilePlace): Promise<ImageFolders> {
    const { writer } = place;
    const folders = new ImageFolders(place);
    const incoming = join(place.folder, 'incoming');
    for (const name of writer === null ? [''] : await readdir(incoming).catch(noneWhenAbsent)) {
      const path = join(incoming, name);
      if (name !== keptName && (await isLeftOver(path, incoming, writer)))
        await rm(path, { recursive: true, force: true });
    }
    await mkdir(folders.#incoming, { recursive: true, mode: 0o700 });
    await mkdir(folders.images, { recursive: true, mode: 0o700 });
    return folders;
  }

  /** An empty folder for an image that arrives. */
  async arrive(): Promise<string> {
    const folder = join(this.#incoming, randomBytes(8).toString('hex'));
    await mkdir(folder);
    return folder;
  }

  /** @returns the name below `images/`, durable */
  async settle(arrived: string, profileName: string): Promise<string> {
    const name = unusedFolder(profileName);
    await rename(arrived, join(this.images, name));
    await syncFolder(this.images);
    try {
      await this.#elsewhere?.send(`images/${name}`);
    } catch (error) {
      await this.remove(name);
      throw error;
    }
    return name;
  }

  /** Has a file of an image here that another server may have sent; without one, all of them. */
  async fetch(name: string, path?: string): Promise<void> {
    await this.#elsewhere?.fetch(['images', name, ...(path === undefined ? [] : [path])].join('/'));
  }

  /** Begins to bring one file of an image here; null: it is here, or nobody has sent it. */
  async bring(name: string, path: string): Promise<ArrivingFile | null> {
    return (await this.#elsewhere?.bring(`images/${name}/${path}`)) ?? null;
  }

  async remove(name: string): Promise<void> {
    await this.#elsewhere?.drop(`images/${name}`);
    await rm(join(this.images, name), { recursive: true, force: true });
  }

  /** Folders that nobody points to: left by a crash, or replaced while they were still being fetched. */
  async removeAllBut(names: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.images)) {
      if (!names.has(name) && (await isLeftOver(join(this.images, name), this.images, this.#writer)))
        await this.remove(name);
    }
  }
}

function noneWhenAbsent(error: unknown): readonly string[] {
  if (hasErrorCode(error, 'ENOENT')) return [];
  throw error;
}
