import type { Catalogue, Section } from '@netberth/catalogue';

/** What the menu of this server has. */
export type MenuContent = {
  /** Everything that can be booted, also what the menu does not show. */
  readonly catalogue: Catalogue;
  /** What the menu shows. */
  readonly shown: Catalogue;
  /** Of what is shown: those that have something. */
  readonly sections: readonly Section[];
  /** On its first page. */
  readonly pinned: readonly { readonly id: string; readonly name: string }[];
  /** iPXE scripts of the site, by their ids. */
  readonly ownScripts: ReadonlyMap<string, string>;
  /** `disk` or the name of a profile. */
  readonly defaultEntry: string;
  /** 0: for ever. */
  readonly timeoutMs: number;
};

/** Where the content comes from; the first asking may take a tenth of a second. */
export type MenuSource = { readonly content: MenuContent };
