import { allAbilities, resolveChoice, type MachineAbilities } from '@netberth/catalogue';
import type { MenuPick } from '../boot/menu-pick.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { parseChoice } from './parse-choice.ts';
import type { Query } from './query-text.ts';

export type Picked =
  | { readonly ok: true; readonly pick: MenuPick }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What was picked of the product `id`, if it can be booted at all. */
export function pickChoice(
  id: string,
  query: Query,
  menu: MenuSource,
  abilities: MachineAbilities = allAbilities,
): Picked {
  const { catalogue } = menu.content;
  const product = catalogue.products.find((each) => each.id === id);
  if (product === undefined)
    return { ok: false, problems: [`there is no product "${id.slice(0, 64)}" in the catalogue`] };
  const parsed = parseChoice(query, product);
  if (!parsed.ok) return parsed;
  const { chosen, platforms } = parsed;
  const unknown = { platforms, network: null, hostname: null, isAttended: true };
  const resolving = resolveChoice(catalogue, chosen, unknown);
  if (!resolving.ok) return resolving;
  const { title } = resolving.resolved;
  return { ok: true, pick: { kind: 'choice', chosen, platforms, abilities, title } };
}
