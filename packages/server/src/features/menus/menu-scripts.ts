import { platformName, servedScript, type Platform } from '@netberth/catalogue';
import { redactScript, renderScript } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { menuLinks, menuScript } from '../boot/scripts/menu-script.ts';
import type { MenuContent, MenuSource } from '../catalogue/menu-content.ts';

/** The pages of the menu as they are sent. They hold nothing of a machine, so each is rendered once for a content. */
export class MenuScripts {
  readonly #source: MenuSource;
  readonly #pages = new Map<string, string>();
  #content: MenuContent | undefined;
  #first: { readonly profiles: string; readonly texts: Map<string, string> } | undefined;

  constructor(source: MenuSource) {
    this.#source = source;
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

  /** `/menu/<path>`; undefined: there is no such page. */
  page(path: string, platform: Platform | null): string | undefined {
    const { shown } = this.#current();
    const key = `${path} ${keyOf(platform)}`;
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const made = servedScript(shown, path, menuLinks, platform);
    if (made === null) return undefined;
    const text = textOf(made);
    this.#pages.set(key, text);
    return text;
  }

  #current(): MenuContent {
    const { content } = this.#source;
    if (content === this.#content) return content;
    this.#content = content;
    this.#pages.clear();
    this.#first = undefined;
    return content;
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
