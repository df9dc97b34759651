import type { Rollout } from '@netberth/api';

/** What a person says of a roll-out before it begins. */
export type RolloutOrder = Pick<
  Rollout,
  'image' | 'canary' | 'wave' | 'maxFailures' | 'healthyWithin' | 'bootWithin' | 'staged'
> & { readonly to: string; readonly label: string; readonly reason: string };

/** As the terminal has them, too. */
const usual: RolloutOrder = {
  ...{ image: '', to: '', label: '', canary: '1', wave: '10%', maxFailures: '0' },
  ...{ healthyWithin: '15m', bootWithin: '7d', staged: false, reason: '' },
};

/** @param last roll-out of an image: its next version goes the same way */
export function firstOrder(last?: Rollout): RolloutOrder {
  if (last === undefined) return usual;
  const { image, label, canary, wave, maxFailures, healthyWithin, bootWithin, staged } = last;
  return { ...usual, image, label, canary, wave, maxFailures, healthyWithin, bootWithin, staged };
}
