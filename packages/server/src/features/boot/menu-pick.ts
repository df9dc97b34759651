import type { Chosen, MachineAbilities, Platform } from '@netberth/catalogue';

/** What a person picked in the menu: one of the profiles, or a choice of the catalogue that resolves. */
export type MenuPick =
  | { readonly kind: 'profile'; readonly name: string }
  | {
      readonly kind: 'choice';
      readonly chosen: Chosen;
      /** Where the person said so; null: what the machine tells. */
      readonly platforms: readonly Platform[];
      readonly abilities: MachineAbilities;
      /** `Debian: 13 (trixie), Text` */
      readonly title: string;
    };

export type PickedChoice = Extract<MenuPick, { kind: 'choice' }>;
