import type { MachineState } from '@netberth/api';

/** What can happen to a machine's provisioning. */
export type MachineEvent =
  | 'grant'
  | 'revoke'
  | 'expire'
  | 'start'
  | 'finish-step'
  | 'finish-last'
  | 'report-failure'
  | 'use-up'
  | 'hold';

/** `rest` is `finished` if the machine has finished an install and none has started since, else `new`. */
type Target = MachineState | 'rest';

/**
 * The one table of a machine's states; docs/machine-states.md is drawn from it. What is absent is refused.
 * `unhold` is not here: it goes back to where `hold` came from.
 */
export const transitions: Readonly<Record<MachineState, Readonly<Partial<Record<MachineEvent, Target>>>>> = {
  // `finish-last`, `report-failure`: an install that was running when its machine was taken over, or whose grant was revoked meanwhile.
  new: { grant: 'granted', 'finish-last': 'finished', 'report-failure': 'failed', hold: 'held' },
  granted: {
    grant: 'granted',
    revoke: 'rest',
    expire: 'rest',
    start: 'installing',
    'finish-step': 'granted',
    'finish-last': 'finished',
    'report-failure': 'failed',
    hold: 'held',
  },
  installing: {
    revoke: 'failed',
    expire: 'failed',
    start: 'installing',
    'finish-step': 'granted',
    'finish-last': 'finished',
    'report-failure': 'failed',
    'use-up': 'failed',
    hold: 'held',
  },
  finished: { grant: 'granted', hold: 'held' },
  failed: {
    grant: 'granted',
    'finish-step': 'granted',
    'finish-last': 'finished',
    'report-failure': 'failed',
    hold: 'held',
  },
  held: {},
};

/** @returns the state after the event, or `undefined` where the event cannot happen in this state. */
export function nextState(
  state: MachineState,
  event: MachineEvent,
  hasFinishedInstall: boolean,
): MachineState | undefined {
  const target = transitions[state][event];
  return target === 'rest' ? (hasFinishedInstall ? 'finished' : 'new') : target;
}
