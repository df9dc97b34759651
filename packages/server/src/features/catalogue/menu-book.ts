import { problemLine, type Catalogue } from '@netberth/catalogue';
import { loadCatalogue } from '@netberth/catalogue/node';
import type { MenuConfig } from '../../config/config.ts';
import type { MenuContent, MenuSource } from './menu-content.ts';

/** The catalogue and what this site makes of it. Read when it is first needed: most commands never do. */
export class MenuBook implements MenuSource {
  readonly #config: MenuConfig;
  #read: { readonly content: MenuContent; readonly problems: readonly string[] } | undefined;

  constructor(config: MenuConfig) {
    this.#config = config;
  }

  get content(): MenuContent {
    return this.#opened().content;
  }

  /** What is wrong with what the site added; the rest works. */
  get problems(): readonly string[] {
    return this.#opened().problems;
  }

  #opened() {
    this.#read ??= read(this.#config);
    return this.#read;
  }
}

function read(config: MenuConfig): { readonly content: MenuContent; readonly problems: readonly string[] } {
  const { catalogue, problems } = loadCatalogue();
  const { products } = catalogue;
  const shown = products.filter(({ id }) => !config.hidden.includes(id));
  const pinned = config.pinned.flatMap((id) => shown.find((product) => product.id === id) ?? []);
  return {
    content: {
      catalogue,
      shown: { ...catalogue, products: shown },
      sections: catalogue.sections.filter(({ id }) => shown.some(({ section }) => section === id)),
      pinned: pinned.map(({ id, name }) => ({ id, name })),
      defaultEntry: config.defaultEntry,
      timeoutMs: config.timeoutSeconds * 1000,
    },
    problems: [...problems.map(problemLine), ...unknownIds(catalogue, config)],
  };
}

function unknownIds({ products }: Catalogue, { pinned, hidden }: MenuConfig): string[] {
  const named = { 'menu.pinned': pinned, 'menu.hidden': hidden };
  return Object.entries(named).flatMap(([setting, ids]) =>
    ids
      .filter((id) => !products.some((product) => product.id === id))
      .map((id) => `${setting}: there is no product "${id}" in the catalogue`),
  );
}
