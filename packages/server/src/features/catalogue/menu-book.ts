import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Loaders } from '@netberth/catalogue';
import type { MenuConfig } from '../../config/config.ts';
import { BrokenFilesReader } from './broken-files.ts';
import type { BrokenFiles } from './broken-files.ts';
import { entriesStamp } from './folder-stamp.ts';
import { noLocalFiles } from './menu-content.ts';
import type { LocalFiles, MenuContent, MenuSource } from './menu-content.ts';
import { readMenu } from './read-menu.ts';
import type { ReadMenu } from './read-menu.ts';

export type MenuBookNeeds = {
  readonly config: MenuConfig;
  /** The data folder: what a site adds is in `menu/` of it. */
  readonly data: string;
  readonly files?: LocalFiles;
  /** Files that the boot plane serves below `/firmware/`. */
  readonly installed?: () => readonly string[];
  /** Ids of the products that are booted most. */
  readonly popular?: () => readonly string[];
  /** Told what is wrong with what changed while the server ran, with file and line. */
  readonly onProblems?: (problems: readonly string[]) => void;
};

/** How often the folder is looked at. */
const lookEveryMs = 1000;

/**
 * The catalogue and what this site makes of it. Read when it is first needed, since most commands never do, and again
 * when something in the folder `menu` has changed.
 */
export class MenuBook implements MenuSource {
  readonly files: LocalFiles;
  readonly #needs: MenuBookNeeds;
  readonly #report: BrokenFilesReader;
  #read: ReadMenu | undefined;
  #seen: Seen | undefined;
  #changes = 0;

  constructor(needs: MenuBookNeeds) {
    this.#needs = needs;
    this.#report = new BrokenFilesReader(join(needs.data, 'menu', 'online.json'));
    this.files = needs.files ?? noLocalFiles;
  }

  get content(): MenuContent {
    return this.#opened().content;
  }

  get loaders(): Loaders {
    const { loaders } = this.content.catalogue;
    const installed = this.#needs.installed?.() ?? [];
    const own = (file: string) => (installed.includes(file) ? `/firmware/${file}` : undefined);
    return {
      ...loaders,
      memdisk: own('memdisk') ?? loaders.memdisk,
      wimboot: own('wimboot') ?? loaders.wimboot,
    };
  }

  get revision(): string {
    this.#look();
    return `${this.#changes}.${this.files.revision}`;
  }

  /** What is wrong with what the site added; the rest works. Where it added nothing, nothing is read to say so. */
  get problems(): readonly string[] {
    const { config, data } = this.#needs;
    return hasOwn(config, data) ? this.#opened().problems : [];
  }

  #opened(): ReadMenu {
    const { broken } = this.#look();
    this.#read ??= readNow(this.#needs, broken);
    return this.#read;
  }

  #look(): Seen {
    const nowMs = performance.now();
    const seen = this.#seen;
    const settings = `${JSON.stringify(this.#needs.config)} ${popularOf(this.#needs).join(' ')}`;
    if (seen?.settings === settings && nowMs - seen.atMs < lookEveryMs) return seen;
    const broken = this.#report.read();
    // Pinned and hidden products may be set while the server runs.
    const entries = `${entriesStamp(join(this.#needs.data, 'menu'))} ${settings}`;
    this.#seen = { broken, entries, settings, atMs: nowMs };
    if (seen !== undefined && hasChanged(seen, this.#seen)) this.#renew(broken);
    return this.#seen;
  }

  #renew(broken: BrokenFiles): void {
    this.#changes += 1;
    if (this.#read === undefined) return;
    const told = this.#read.problems;
    this.#read = readOr(this.#read, this.#needs, broken);
    const fresh = this.#read.problems.filter((problem) => !told.includes(problem));
    if (fresh.length > 0) this.#needs.onProblems?.(fresh);
  }
}

/** The folder as it was when somebody looked. */
type Seen = {
  readonly broken: BrokenFiles;
  readonly entries: string;
  /** They can be set while the server runs. */
  readonly settings: string;
  readonly atMs: number;
};
function hasChanged(before: Seen, now: Seen): boolean {
  return before.entries !== now.entries || before.broken !== now.broken || before.settings !== now.settings;
}

function hasOwn({ pinned, hidden, protected: guarded }: MenuConfig, data: string): boolean {
  return pinned.length > 0 || hidden.length > 0 || guarded.length > 0 || existsSync(join(data, 'menu'));
}

function readNow(needs: MenuBookNeeds, broken: BrokenFiles): ReadMenu {
  return readMenu(needs.config, needs.data, popularOf(needs), broken);
}

/** What cannot be read now, because it is just being removed or nobody may read it, must not keep machines from the rest. */
function readOr(before: ReadMenu, needs: MenuBookNeeds, broken: BrokenFiles): ReadMenu {
  try {
    return readNow(needs, broken);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...before, problems: [`menu: is as it was before, because it cannot be read: ${why}`] };
  }
}

/** Only where the site wants them to lead. */
function popularOf({ config, popular }: MenuBookNeeds): readonly string[] {
  return config.popularFirst ? (popular?.() ?? []) : [];
}
