import { utf8Bytes, type Answer } from '@netberth/ipxe/simulate';
import type { Catalogue } from '../../catalogue.ts';
import { bootsOnce, frameFiles, menuText, productFile, type BootsOf } from '../../menu/render-menu.ts';

const base = 'http://menu.invalid/';

/** The static menu as a web server has it; everything outside of it is there, and nobody looks into it. */
export type ServedMenu = {
  readonly catalogue: Catalogue;
  readonly url: string;
  readonly answer: (url: string) => Answer;
  readonly bootsOf: BootsOf;
};

export function serveMenu(catalogue: Catalogue): ServedMenu {
  const bootsOf = bootsOnce(catalogue);
  const frame = frameFiles(catalogue, { timeoutMs: 60_000 }, bootsOf);
  const files = new Map(frame.map((file) => [file.path, utf8Bytes(menuText(file))]));
  const scriptAt = (path: string): Uint8Array | undefined => {
    const product = catalogue.products.find(({ id }) => path === `products/${id}.ipxe`);
    if (product !== undefined && !files.has(path))
      files.set(path, utf8Bytes(menuText(productFile(product, bootsOf))));
    return files.get(path);
  };
  const answer = (url: string): Answer => {
    if (!url.startsWith(base)) return { kind: 'unseen' };
    const bytes = scriptAt(url.slice(base.length));
    return bytes === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes };
  };
  return { catalogue, url: `${base}menu.ipxe`, answer, bootsOf };
}
