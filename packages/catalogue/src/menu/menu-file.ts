import type { Script } from '@netberth/ipxe';

/** A script of the static menu and its path below the menu's folder. */
export type MenuFile = { readonly path: string; readonly script: Script };
