import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  brokenUrls,
  onlineReportSchema,
  problemLine,
  withoutBroken,
  type Catalogue,
  type CatalogueFile,
  type Product,
} from '@netberth/catalogue';
import { catalogueFolder, loadCatalogue, readOwnEntries } from '@netberth/catalogue/node';
import type { MenuConfig } from '../../config/config.ts';
import type { MenuContent, MenuSource } from './menu-content.ts';
import { ownScriptText } from './own-script-text.ts';

/** The catalogue and what this site makes of it. Read when it is first needed: most commands never do. */
export class MenuBook implements MenuSource {
  readonly #config: MenuConfig;
  readonly #data: string;
  #read: Opened | undefined;

  /** @param data the data folder: what a site adds is in `menu/` of it */
  constructor(config: MenuConfig, data: string) {
    this.#config = config;
    this.#data = data;
  }

  get content(): MenuContent {
    return this.#opened().content;
  }

  /** What is wrong with what the site added; the rest works. Where it added nothing, nothing is read to say so. */
  get problems(): readonly string[] {
    return hasOwn(this.#config, this.#data) ? this.#opened().problems : [];
  }

  #opened() {
    this.#read ??= read(this.#config, this.#data);
    return this.#read;
  }
}

type Opened = { readonly content: MenuContent; readonly problems: readonly string[] };

function hasOwn({ pinned, hidden }: MenuConfig, data: string): boolean {
  return pinned.length > 0 || hidden.length > 0 || existsSync(join(data, 'menu'));
}

function read(config: MenuConfig, data: string): Opened {
  const own = readOwnEntries(data);
  const { catalogue, problems } = loadCatalogue(catalogueFolder, own);
  const { products } = catalogue;
  const { broken, fault } = readBroken(data);
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
      pinned: pinned.map(({ id, name }) => ({ id, name })),
      ownScripts: scriptsAmong(own, products),
      defaultEntry: config.defaultEntry,
      timeoutMs: config.timeoutSeconds * 1000,
    },
    problems: [...problems.map(problemLine), ...fault, ...unknownIds(catalogue, config)],
  };
}

/** What `menu check --online` did not find when it asked last. */
function readBroken(data: string): {
  readonly broken: ReadonlySet<string>;
  readonly fault: readonly string[];
} {
  const file = join(data, 'menu', 'online.json');
  if (!existsSync(file)) return { broken: new Set(), fault: [] };
  try {
    return {
      broken: brokenUrls(onlineReportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))),
      fault: [],
    };
  } catch {
    return {
      broken: new Set(),
      fault: ['menu/online.json:1: is no report of menu check --online; remove it'],
    };
  }
}

function scriptsAmong(own: readonly CatalogueFile[], products: readonly Product[]): Map<string, string> {
  return new Map(
    own.flatMap(({ path, text }) => {
      const product = path.endsWith('.ipxe') ? products.find(({ file }) => file === path) : undefined;
      return product === undefined ? [] : [[product.id, ownScriptText(product, text)] as const];
    }),
  );
}

function unknownIds({ products }: Catalogue, { pinned, hidden }: MenuConfig): string[] {
  const named = { 'menu.pinned': pinned, 'menu.hidden': hidden };
  return Object.entries(named).flatMap(([setting, ids]) =>
    ids
      .filter((id) => !products.some((product) => product.id === id))
      .map((id) => `${setting}: there is no product "${id}" in the catalogue`),
  );
}
