import type { PowerAction, PowerOrderStatus, PowerState } from '@netberth/api';
import { machineCount } from './english-count.ts';

/** Of the panel that switches one machine. */
export const englishPower = {
  title: 'Power',
  states: { on: 'on', off: 'off', unknown: 'not known' } satisfies Record<PowerState, string>,
  lastSeen: (state: string, driver: string) => `Last seen ${state}, by ${driver}.`,
  unset: (machine: number) =>
    `Nothing is known that could switch it. netberth power set ${machine} says what does.`,
  actions: {
    on: 'Switch on',
    off: 'Switch off…',
    cycle: 'Off and on…',
    reset: 'Reset…',
    'boot-next': 'Boot next…',
    eject: 'Eject medium',
  } satisfies Record<PowerAction, string>,
  does: {
    off: (name: string) =>
      `${name} is switched off at once, as by pulling its plug. Its operating system is not asked.`,
    cycle: (name: string) => `${name} is switched off and on again. What runs on it is lost.`,
    reset: (name: string) => `${name} starts anew, as by its button. What runs on it is lost.`,
  },
  doIt: {
    off: (name: string) => `Switch ${name} off`,
    cycle: (name: string) => `Switch ${name} off and on`,
    reset: (name: string) => `Reset ${name}`,
  },
  next: 'It boots then',
  nexts: {
    '': 'as its firmware is set',
    pxe: 'from the network',
    disk: 'its disk',
    medium: 'its own ISO, inserted for it',
  },
  many: {
    open: 'Power…',
    title: (n: number) => `The power of ${machineCount(n)}`,
    action: 'What is done',
    actions: {
      on: 'Switch on',
      cycle: 'Switch off and on',
      reset: 'Reset',
      off: 'Switch off',
      'boot-next': 'Say what is booted next',
    },
    look: 'See what would happen',
    doIt: (action: string, n: number) => `${action}: ${machineCount(n)}`,
    wave: 'Machines at a time',
    waveHint: 'Empty: all at once',
    pause: 'Pause between',
    pauseHint: 'Like 30s, 5m, 1h',
    force: 'Also machines that are installing: their disks then have half a system',
  },
  force: 'Also while it installs: its disk then has half a system',
  statuses: {
    planned: 'planned',
    waiting: 'waiting',
    running: 'under way',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
  } satisfies Record<PowerOrderStatus, string>,
};
