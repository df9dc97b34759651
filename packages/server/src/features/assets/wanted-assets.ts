import { cataloguedFiles, type CataloguedFile } from '@netberth/catalogue';
import type { MenuContent } from '../catalogue/menu-content.ts';
import { assetKey } from './asset-place.ts';

/** What of the menu may be kept here, by URL and by key: nothing else is ever fetched. */
export class WantedAssets {
  readonly #content: () => MenuContent;
  #known: { readonly content: MenuContent; readonly byKey: ReadonlyMap<string, CataloguedFile> } | undefined;

  constructor(content: () => MenuContent) {
    this.#content = content;
  }

  find(url: string): CataloguedFile | undefined {
    const found = this.findByKey(assetKey(url));
    return found?.url === url ? found : undefined;
  }

  findByKey(key: string): CataloguedFile | undefined {
    return this.#current().get(key);
  }

  #current(): ReadonlyMap<string, CataloguedFile> {
    const content = this.#content();
    if (this.#known?.content !== content) {
      const { catalogue } = content;
      const files = [...cataloguedFiles(catalogue, catalogue.products).values()];
      const byKey = new Map(
        files.filter(({ isMovable }) => isMovable).map((file) => [assetKey(file.url), file]),
      );
      this.#known = { content, byKey };
    }
    return this.#known.byKey;
  }
}
