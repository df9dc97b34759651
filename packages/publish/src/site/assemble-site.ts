import { menuFiles, menuText, type Catalogue } from '@netberth/catalogue';
import { menuPictures } from '../preview/menu-pictures.ts';
import { markPages } from './mark-pages.ts';
import { tryPage } from './try-page.ts';
import { siteFile, type SiteFile } from './site-file.ts';

export type Site = {
  readonly catalogue: Catalogue;
  /** 0: for ever. */
  readonly timeoutMs: number;
  /** Ids of the products that lead their sections. */
  readonly popular?: readonly string[];
  /** What every page says of itself: `preview pr-12`, and there is a picture of each; null: neither. */
  readonly notice: string | null;
  /** A Netberth server that builds branches; null: the menu asks for channels only. */
  readonly tryUrl: string | null;
  /** Binaries of iPXE and media, made elsewhere. */
  readonly loaders: readonly SiteFile[];
};

const tryPagePath = 'try.ipxe';

/** Everything of a version but what speaks of the others: checksums, signatures, the manifest. */
export function assembleSite({ catalogue, notice, tryUrl, loaders, ...menu }: Site): readonly SiteFile[] {
  const pages = [
    ...menuFiles(catalogue, { ...menu, tryPage: tryPagePath }),
    { path: tryPagePath, script: tryPage({ channel: '../../../', server: tryUrl }) },
  ];
  const scripts = pages.map((file) => {
    const text = menuText(file);
    return siteFile(file.path, notice === null ? text : markPages(text, notice));
  });
  const pictures = notice === null ? [] : menuPictures(scripts);
  return [...scripts, ...pictures, ...loaders];
}
