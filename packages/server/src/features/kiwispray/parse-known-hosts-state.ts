import { profileNameSchema } from '@netberth/api';

/** What KIWIspray's `state` comes to: nothing yet, all done, or steps that a person has to grant. */
export type KnownHostState =
  | { readonly kind: 'new' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'pending'; readonly steps: readonly string[] };

export type ParsedState = { readonly state: KnownHostState; readonly warning: string | null };

/**
 * `discover,new` is what KIWIspray gives an unknown machine by itself: nobody asked for anything, so it is new.
 * A state that cannot be granted is taken as new with a warning: nothing is installed without a person anyway.
 * @example parseKnownHostState('wipe,image1') // { state: { kind: 'pending', steps: ['wipe', 'image1'] }, warning: null }
 */
export function parseKnownHostState(state: string): ParsedState {
  if (state === 'new' || state === 'discover,new') return { state: { kind: 'new' }, warning: null };
  if (state === 'finished') return { state: { kind: 'finished' }, warning: null };
  const words = state.split(',');
  const last = words.at(-1);
  const steps = last === 'finished' || last === 'new' ? words.slice(0, -1) : words;
  if (steps.length === 0 || !steps.every((step) => profileNameSchema.safeParse(step).success)) {
    return {
      state: { kind: 'new' },
      warning: `the state ${JSON.stringify(state)} cannot be granted here: taken as new`,
    };
  }
  const warning =
    last === 'new' ? `the state ${JSON.stringify(state)} will end as finished, not as new` : null;
  return { state: { kind: 'pending', steps }, warning };
}
