import type { Machine } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

/** What the machine boots next, as far as its record says; `machine explain` knows exactly. */
export function bootsNext({ state, grant, resting }: Machine): string {
  if (state === 'held') return 'disk';
  if (grant?.status === 'live') return grant.steps.slice(grant.step).join(', ');
  // For a new one without a choice of its own a setting of the server says it.
  return state === 'new' && resting === 'disk' ? texts.machines.asNew : resting;
}
