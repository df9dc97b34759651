import { wordsWithSettings, type Fragment } from '@netberth/ipxe';

/** Where the scripts of a menu lie, seen from its first. */
export type MenuLinks = {
  /** `menu/`; empty: beside it. */
  readonly folder: string;
  /** Behind the path of each: `?firmware=${nb-firmware}&arch=${nb-arch}`. */
  readonly query: string;
  /** The settings of iPXE in `query`. */
  readonly settings: readonly string[];
  /** For a server that makes the script of a choice when it is made; null: the product's script has them all. */
  readonly choices: ChoiceLinks | null;
};

/** Behind `p/<product>?firmware=…&arch=…&<axis>=…`: what else the server is told, and the settings of iPXE in it. */
export type ChoiceLinks = { readonly more: string; readonly settings: readonly string[] };

/** Of a folder of scripts. */
export const staticLinks: MenuLinks = { folder: '', query: '', settings: [], choices: null };

/** A script of the menu, seen from its first. */
export function linkTo({ folder, query, settings }: MenuLinks, path: string): Fragment {
  return wordsWithSettings(`${folder}${path}${query}`, settings);
}

/** The script of the product that was chosen, or the page about it, seen from a list of products. */
export function productLink({ query, settings }: MenuLinks, folder: 'products' | 'about'): Fragment {
  return wordsWithSettings(`../${folder}/\${nb-product}.ipxe${query}`, ['nb-product', ...settings]);
}

/** A script beside the running one. */
export function besideLink({ query, settings }: MenuLinks, file: string): Fragment {
  return wordsWithSettings(`${file}${query}`, settings);
}

/** What `findPlatform` has found. */
export const linkSettings = ['nb-firmware', 'nb-arch'] as const;
