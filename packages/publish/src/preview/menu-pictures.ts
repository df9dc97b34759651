import { siteFile, type SiteFile } from '../site/site-file.ts';
import { screenOf } from './screen-of.ts';
import { screenPicture } from './screen-picture.ts';

const folder = 'pictures/';
const pictured = /^(?<page>menu|(?:sections|products)\/[^/]+)\.ipxe$/;

/** A picture of every page where something can be chosen, for people who look at a change. */
export function menuPictures(files: readonly SiteFile[]): readonly SiteFile[] {
  return files.flatMap(({ path }) => {
    const page = pictured.exec(path)?.groups?.['page'];
    const screen = page === undefined ? null : screenOf(files, path);
    return page === undefined || screen === null
      ? []
      : [siteFile(`${folder}${page}.svg`, screenPicture(screen))];
  });
}

/** The page that this file of a menu is a picture of, such as `products/debian`; null: it is none. */
export function picturedPage(path: string): string | null {
  return path.startsWith(folder) ? path.slice(folder.length, -'.svg'.length) : null;
}
