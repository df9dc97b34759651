import { randomBytes } from 'node:crypto';
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  rmdir,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { firmwareManifestSchema } from '@netberth/api';
import type { FirmwareManifest } from '@netberth/api';
import { hasErrorCode } from '../../platform/error-code.ts';
import { syncFolder } from '../profiles/image/sync-folder.ts';
import type { FilePlace } from '../../platform/file-place.ts';
import { isLeftOver } from '../../platform/left-over.ts';
import { firmwareRefused } from './firmware-refused.ts';

const setsName = 'firmware-sets';
const manifestName = 'manifest.json';
/** Where other servers fetch sets: the name of the one that is installed. */
const currentName = 'current';

/**
 * Where firmware lies. `firmware` is a link to one whole set below `firmware-sets/`; a new set takes over when the
 * link is replaced, which is one step. Everything else below `firmware-sets/` is left over and goes away.
 */
export class FirmwareFolder {
  /** Flat files, and `manifest.json` that names them. */
  readonly path: string;
  readonly #sets: string;
  readonly #writer: string | null;
  readonly #elsewhere: FilePlace['elsewhere'];
  /** Sets that are being put together. */
  readonly #arriving = new Set<string>();
  #manifest: FirmwareManifest | null = null;
  #fault: string | null = null;

  #link: string | null = null;

  private constructor({ folder, writer, elsewhere }: FilePlace) {
    this.path = join(folder, 'firmware');
    this.#sets = join(folder, setsName);
    this.#writer = writer;
    this.#elsewhere = elsewhere;
  }

  static async open(place: FilePlace): Promise<FirmwareFolder> {
    const folder = new FirmwareFolder(place);
    await folder.look();
    await folder.#sweep();
    return folder;
  }

  /** Learns of a set that another server has installed. */
  async look(): Promise<void> {
    if (this.#elsewhere) await this.#adopt();
    const link = await readlink(this.path).catch(noLinkIsNull);
    if (link !== null && link === this.#link) return;
    await this.#readManifest();
    this.#link = link;
  }

  /** What is installed; null: nothing. */
  get manifest(): FirmwareManifest | null {
    return this.#manifest;
  }

  /** Why what is installed cannot be used; machines boot from their disks and media all the same. */
  get fault(): string | null {
    return this.#fault;
  }

  /** An empty folder for a set that is being put together, and one beside it for what is thrown away. */
  async arrive(): Promise<{ set: string; work: string }> {
    await this.#sweep();
    await mkdir(this.#sets, { recursive: true, mode: 0o755 });
    const set = join(this.#sets, randomBytes(8).toString('hex'));
    const work = `${set}.work`;
    this.#arriving.add(basename(set)).add(basename(work));
    await mkdir(set);
    await mkdir(work);
    return { set, work };
  }

  async discard(set: string): Promise<void> {
    this.#arriving.delete(basename(set));
    await rm(set, { recursive: true, force: true });
  }

  /** Durable when it returns. */
  async write(set: string, file: string, content: Buffer | string): Promise<void> {
    const handle = await open(join(set, file), 'wx', 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** A file of the installed set, into the new one; durable when it returns. */
  async keep(set: string, file: string): Promise<void> {
    await copyFile(join(this.path, file), join(set, file));
    const handle = await open(join(set, file), 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** The last thing that is written: from then on the set is whole. */
  async complete(set: string, manifest: FirmwareManifest): Promise<void> {
    await this.write(set, manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
    await syncFolder(set);
    await syncFolder(this.#sets);
  }

  /** Refuses what `takeOver` could not replace, before anything was fetched. */
  async demandReplaceable(): Promise<void> {
    const found = await lstat(this.path).catch(absentIsNull);
    if (found === null || found.isSymbolicLink()) return;
    if (found.isDirectory() && (await readdir(this.path)).length === 0) return;
    throw firmwareRefused(
      `"${this.path}" was not made by \`netberth firmware install\``,
      'Move it away; then, if its files are wanted, install them with --from DIR.',
    );
  }

  /** From here on this set is the installed one, also after a crash. */
  async takeOver(set: string, manifest: FirmwareManifest): Promise<void> {
    await this.#linkTo(basename(set));
    await this.#sendSet(basename(set));
    this.#manifest = manifest;
    this.#link = join(setsName, basename(set));
    this.#arriving.delete(basename(set));
    this.#fault = null;
    await this.#sweep();
  }

  async #linkTo(name: string): Promise<void> {
    await this.#removeEmptyFolder();
    const link = join(this.#sets, `${name}.link`);
    await rm(link, { force: true });
    await symlink(join(setsName, name), link);
    await rename(link, this.path);
    await syncFolder(dirname(this.path));
    await syncFolder(this.#sets);
  }

  async #sendSet(name: string): Promise<void> {
    if (!this.#elsewhere) return;
    const current = join(this.#sets, currentName);
    const before = await readFile(current, 'utf8').catch(absentIsNull);
    await this.#elsewhere.send(`${setsName}/${name}`);
    await writeFile(current, name);
    await this.#elsewhere.send(`${setsName}/${currentName}`);
    if (before !== null && before !== name) await this.#elsewhere.drop(`${setsName}/${before}`);
  }

  /** Takes the set over that another server has installed, once all of it is here. */
  async #adopt(): Promise<void> {
    const name = await readFile(join(this.#sets, currentName), 'utf8').catch(absentIsNull);
    if (name === null || join(setsName, name) === this.#link) return;
    await this.#elsewhere?.fetch(`${setsName}/${name}`);
    await this.#linkTo(name);
  }

  async #removeEmptyFolder(): Promise<void> {
    const found = await lstat(this.path).catch(absentIsNull);
    if (found?.isDirectory() === true) await rmdir(this.path);
  }

  async #readManifest(): Promise<void> {
    const text = await readFile(join(this.path, manifestName), 'utf8').catch(absentIsNull);
    if (text === null) return;
    try {
      this.#manifest = firmwareManifestSchema.parse(JSON.parse(text));
      this.#fault = null;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#fault = `${join(this.path, manifestName)} cannot be read: ${why.slice(0, 200)}`;
    }
  }

  /** Transfers that run keep what they have open. */
  async #sweep(): Promise<void> {
    const current = await readlink(this.path).catch(noLinkIsNull);
    for (const name of await readdir(this.#sets).catch(noneWhenAbsent)) {
      const isUsed = current === join(setsName, name) || name === currentName || this.#arriving.has(name);
      const path = join(this.#sets, name);
      if (!isUsed && (await isLeftOver(path, this.#sets, this.#writer)))
        await rm(path, { recursive: true, force: true });
    }
  }
}

function absentIsNull(error: unknown): null {
  if (hasErrorCode(error, 'ENOENT')) return null;
  throw error;
}

function noLinkIsNull(error: unknown): null {
  if (hasErrorCode(error, 'ENOENT', 'EINVAL')) return null;
  throw error;
}

function noneWhenAbsent(error: unknown): readonly string[] {
  if (hasErrorCode(error, 'ENOENT')) return [];
  throw error;
}
