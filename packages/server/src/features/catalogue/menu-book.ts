import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  problemLine,
  withoutBroken,
  type Catalogue,
  type CatalogueFile,
  type Loaders,
  type Product,
} from '@netberth/catalogue';
import { catalogueFolder, loadCatalogue, readOwnEntries } from '@netberth/catalogue/node';
import type { MenuConfig } from '../../config/config.ts';
import { BrokenFilesReader } from './broken-files.ts';
import type { BrokenFiles } from './broken-files.ts';
import { entriesStamp } from './folder-stamp.ts';
import { noLocalFiles, protectedProfile } from './menu-content.ts';
import type { LocalFiles, MenuContent, MenuSource } from './menu-content.ts';
import { ownScriptText } from './own-script-text.ts';

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
  #read: Opened | undefined;
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

  #opened(): Opened {
    const { broken } = this.#look();
    this.#read ??= read(this.#needs, broken);
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

type Opened = { readonly content: MenuContent; readonly problems: readonly string[] };

function hasOwn({ pinned, hidden, protected: guarded }: MenuConfig, data: string): boolean {
  return pinned.length > 0 || hidden.length > 0 || guarded.length > 0 || existsSync(join(data, 'menu'));
}

/** What cannot be read now, because it is just being removed or nobody may read it, must not keep machines from the rest. */
function readOr(before: Opened, needs: MenuBookNeeds, broken: BrokenFiles): Opened {
  try {
    return read(needs, broken);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...before, problems: [`menu: is as it was before, because it cannot be read: ${why}`] };
  }
}

/** Only where the site wants them to lead. */
function popularOf({ config, popular }: MenuBookNeeds): readonly string[] {
  return config.popularFirst ? (popular?.() ?? []) : [];
}

function read(needs: MenuBookNeeds, { urls: broken, fault }: BrokenFiles): Opened {
  const { config, data } = needs;
  const own = readOwnEntries(data);
  const { catalogue, problems } = loadCatalogue(catalogueFolder, own);
  const { products } = catalogue;
  const offered = products.filter(({ id }) => !config.hidden.includes(id));
  const shown =
    broken.size === 0
      ? offered
      : offered.flatMap((product) => withoutBroken(catalogue, product, broken) ?? []);
  const pinned = config.pinned.flatMap((id) => shown.find((product) => product.id === id) ?? []);
  return {
    content: {
      catalogue,
      shown: { ...catalogue, products: shown },
      sections: catalogue.sections.filter(({ id }) => shown.some(({ section }) => section === id)),
      protectedIds: new Set(
        products
          .filter(({ id, section }) => config.protected.some((name) => name === id || name === section))
          .map(({ id }) => id),
      ),
      protectedProfiles: new Set(
        config.protected
          .filter((name) => name.startsWith(protectedProfile('')))
          .map((name) => name.slice(protectedProfile('').length)),
      ),
      popular: popularOf(needs),
      pinned: pinned.map(({ id, name }) => ({ id, name })),
      ownScripts: scriptsAmong(own, products),
      defaultEntry: config.defaultEntry,
      timeoutMs: config.timeoutSeconds * 1000,
    },
    problems: [...problems.map(problemLine), ...fault, ...unknownIds(catalogue, config)],
  };
}

function scriptsAmong(own: readonly CatalogueFile[], products: readonly Product[]): Map<string, string> {
  return new Map(
    own.flatMap(({ path, text }) => {
      const product = path.endsWith('.ipxe') ? products.find(({ file }) => file === path) : undefined;
      return product === undefined ? [] : [[product.id, ownScriptText(product, text)] as const];
    }),
  );
}

function unknownIds({ products, sections }: Catalogue, config: MenuConfig): string[] {
  const named = { 'menu.pinned': config.pinned, 'menu.hidden': config.hidden };
  const strange = Object.entries(named).flatMap(([setting, ids]) =>
    ids
      .filter((id) => !products.some((product) => product.id === id))
      .map((id) => `${setting}: there is no product "${id}" in the catalogue`),
  );
  const unguarded = config.protected
    .filter((name) => !name.startsWith(protectedProfile('')))
    .filter((name) => ![...products, ...sections].some(({ id }) => id === name))
    .map((name) => `menu.protected: there is no product or section "${name}" in the catalogue`);
  return [...strange, ...unguarded];
}
