import { wordsWithSettings, type Fragment } from '@netberth/ipxe';

/** Where the scripts of a menu lie, seen from its first. */
export type MenuLinks = {
  /** `menu/`; empty: beside it. */
  readonly folder: string;
  /** Behind the path of each: `?firmware=${nb-firmware}&arch=${nb-arch}`. */
  readonly query: string;
  /** For a server that makes the script of a choice when it is made; null: the product's script has them all. */
  readonly choices: ChoiceLinks | null;
};

/** Behind `p/<product>?firmware=…&arch=…&<axis>=…`: what else the server is told, and the settings of iPXE in it. */
export type ChoiceLinks = { readonly more: string; readonly settings: readonly string[] };

/** Of a folder of scripts. */
export const staticLinks: MenuLinks = { folder: '', query: '', choices: null };

/** A script of the menu, seen from its first. */
export function linkTo({ folder, query }: MenuLinks, path: string): Fragment {
  return wordsWithSettings(`${folder}${path}${query}`, linkSettings);
}

/** The script of the product that was chosen, seen from that of its section. */
export function productLink({ query }: MenuLinks): Fragment {
  return wordsWithSettings(`../products/\${nb-product}.ipxe${query}`, ['nb-product', ...linkSettings]);
}

/** Of iPXE, and of `findPlatform`: what may stand in the query of a link. */
export const linkSettings = ['nb-firmware', 'nb-arch', 'memsize', 'efi/SecureBoot:hexraw'];
