import type { Catalogue, Loaders, Section } from '@netberth/catalogue';

/** What the menu of this server has. */
export type MenuContent = {
  /** Everything that can be booted, also what the menu does not show. */
  readonly catalogue: Catalogue;
  /** What the menu shows. */
  readonly shown: Catalogue;
  /** Of what is shown: those that have something. */
  readonly sections: readonly Section[];
  /** Ids of the products that ask for a password. */
  readonly protectedIds: ReadonlySet<string>;
  /** Profiles of the first page that ask for a password. */
  readonly protectedProfiles: ReadonlySet<string>;
  /** Ids of the products that are booted most, and lead their sections; empty: none does. */
  readonly popular: readonly string[];
  /** On its first page. */
  readonly pinned: readonly { readonly id: string; readonly name: string }[];
  /** iPXE scripts of the site, by their ids. */
  readonly ownScripts: ReadonlyMap<string, string>;
  /** `disk` or the name of a profile. */
  readonly defaultEntry: string;
  /** 0: for ever. */
  readonly timeoutMs: number;
};

/** Files of the menu that lie on this server. */
export type LocalFiles = {
  /** The path of a file on the boot plane, by its URL upstream; null: machines fetch it there. */
  pathOf(url: string): string | null;
  /** Another one says that `pathOf` may answer otherwise. */
  readonly revision: number;
};

/** Where the content comes from; the first asking, and one after a change, may take some tenths of a second. */
export type MenuSource = {
  readonly content: MenuContent;
  readonly files: LocalFiles;
  /** memdisk and wimboot: those that are installed on this server, else the catalogue's. */
  readonly loaders: Loaders;
  /** What is made of content or files and kept is kept for this one. */
  readonly revision: string;
};

/** How `menu.protected` names a profile. */
export function protectedProfile(name: string): string {
  return `profile:${name}`;
}

export const noLocalFiles: LocalFiles = { pathOf: () => null, revision: 0 };
