import {
  allAbilities,
  platformName,
  servedScript,
  type Platform,
  type ServedLinks,
} from '@netberth/catalogue';
import { redactScript, renderScript } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { menuLinks, menuScript } from '../boot/scripts/menu-script.ts';
import type { MenuContent, MenuSource } from '../catalogue/menu-content.ts';
import type { ToldAbilities } from './parse-abilities.ts';

/** Whoever asks may tell what it likes of itself. */
const mostPages = 2000;
const nothingTold: ToldAbilities = { abilities: allAbilities, key: '' };

/** The pages of the menu as they are sent. They name no machine, so each is rendered once for all that are alike. */
export class MenuScripts {
  readonly #source: MenuSource;
  readonly #links: ServedLinks;
  readonly #pages = new Map<string, string>();
  #revision: string | undefined;
  #first: { readonly profiles: string; readonly texts: Map<string, string> } | undefined;

  constructor(source: MenuSource, tryPage?: string) {
    this.#source = source;
    this.#links = tryPage === undefined ? menuLinks : { ...menuLinks, tryPage };
  }

  /** `/menu.ipxe`, for whoever asks. */
  first(profiles: readonly string[], platform: Platform | null): string {
    const content = this.#current();
    const key = profiles.join(' ');
    if (this.#first?.profiles !== key) this.#first = { profiles: key, texts: new Map() };
    return kept(this.#first.texts, keyOf(platform), () =>
      textOf(menuScript('what does this machine boot?', profiles, content, platform)),
    );
  }

  /** `/menu/<path>`, for a machine that has told this; undefined: there is no such page. */
  page(path: string, platform: Platform | null, told: ToldAbilities = nothingTold): string | undefined {
    const { shown, protectedIds, popular } = this.#current();
    const key = `${path} ${keyOf(platform)} ${told.key}`;
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const { abilities } = told;
    const made = servedScript(shown, path, this.#links, { platform, abilities, protectedIds, popular });
    if (made === null) return undefined;
    const text = textOf(made);
    if (this.#pages.size >= mostPages) this.#pages.clear();
    this.#pages.set(key, text);
    return text;
  }

  #current(): MenuContent {
    const { revision } = this.#source;
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#pages.clear();
      this.#first = undefined;
    }
    return this.#source.content;
  }
}

function kept(texts: Map<string, string>, key: string, make: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = make();
  texts.set(key, made);
  return made;
}

function keyOf(platform: Platform | null): string {
  return platform === null ? 'any' : platformName(platform);
}

function textOf(script: Script): string {
  return redactScript(renderScript(script));
}
