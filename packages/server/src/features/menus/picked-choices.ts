import { identityParameters } from '../boot/identity-parameters.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { pickChoice, type Picked } from './pick-choice.ts';
import type { ToldAbilities } from './parse-abilities.ts';
import type { Query } from './query-text.ts';

/** Whoever asks may choose what it likes. */
const mostChoices = 2000;

/** Who a machine is changes nothing of what it chose. What it runs on does. */
const whoItIs = new Set<string>([...identityParameters, 'login']);
whoItIs.delete('platform');
whoItIs.delete('buildarch');

/** What was chosen of the menu. Many machines choose the same, and a choice is resolved once for all that are alike. */
export class PickedChoices {
  readonly #menu: MenuSource;
  readonly #known = new Map<string, Picked>();
  #revision: string | undefined;

  constructor(menu: MenuSource) {
    this.#menu = menu;
  }

  find(product: string, query: Query, { abilities, key: told }: ToldAbilities): Picked {
    const { revision } = this.#menu;
    if (revision !== this.#revision || this.#known.size >= mostChoices) this.#known.clear();
    this.#revision = revision;
    const asked = Object.entries(query).filter(([name]) => !whoItIs.has(name));
    const key = JSON.stringify([product, asked, told]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const picked = pickChoice(product, query, this.#menu, abilities);
    this.#known.set(key, picked);
    return picked;
  }
}
