import type { Machine } from '@netberth/api';

/** What a machine boots without a grant; for a new one without a choice of its own a setting of the server says it. */
export function restingText({ state, resting }: Pick<Machine, 'state' | 'resting'>): string {
  return state === 'new' && resting === 'disk' ? 'what new machines get' : resting;
}
