import type { Card, MachineNetwork, SingleCard } from './machine-network.ts';

export type AnyCard = Card | SingleCard;

/** The cards of all interfaces, in order; null where one has neither a MAC nor a name. */
export function knownCards({ interfaces }: MachineNetwork): readonly AnyCard[] | null {
  const cards = interfaces.flatMap(({ on }): readonly AnyCard[] => (on.kind === 'card' ? [on] : on.members));
  return cards.some(({ mac, name }) => mac === null && name === null) ? null : cards;
}
