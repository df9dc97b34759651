import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './image/sync-folder.ts';
import { KeptUploads } from './kept-uploads.ts';

/** A name below `images/` that was never there; a profile without files has no folder, but it too is told apart by it. */
export function unusedFolder(profileName: string): string {
  return `${profileName}-${randomBytes(4).toString('hex')}`;
}

/**
 * Where images lie: `incoming/` while they arrive, `images/<name>-<random>` when they are whole. The profile's row
 * points to its folder, so a new image takes over in one commit and a half one is never seen.
 */
export class ImageFolders {
  readonly images: string;
  /** Parts of uploads; they lie beside what arrives, and go with it when the server starts. */
  readonly kept: KeptUploads;
  readonly #incoming: string;

  private constructor(data: string) {
    this.images = join(data, 'images');
    this.#incoming = join(data, 'incoming');
    this.kept = new KeptUploads(join(this.#incoming, 'kept'));
  }

  static async open(data: string): Promise<ImageFolders> {
    const folders = new ImageFolders(data);
    await rm(folders.#incoming, { recursive: true, force: true });
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
    return name;
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.images, name), { recursive: true, force: true });
  }

  /** Folders that nobody points to: left by a crash, or replaced while they were still being fetched. */
  async removeAllBut(names: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.images)) if (!names.has(name)) await this.remove(name);
  }
}
