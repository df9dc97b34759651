import type { NextBoot, PowerAction, PowerDriverName } from '@netberth/api';

type Abilities = {
  readonly actions: readonly PowerAction[];
  readonly nexts: readonly NextBoot[];
  /** What to do where it cannot. */
  readonly hint: string;
};

const everything: readonly PowerAction[] = ['on', 'off', 'cycle', 'reset', 'boot-next', 'eject'];
const byFirmware: readonly NextBoot[] = ['pxe', 'cd', 'disk'];

/** What each driver can do at all; what one BMC of it cannot is known when it is asked. */
export const driverAbilities: Readonly<Record<PowerDriverName, Abilities>> = {
  ipmi: {
    actions: ['on', 'off', 'cycle', 'reset', 'boot-next'],
    nexts: byFirmware,
    hint: 'A medium is inserted by Redfish: netberth power set MACHINE --driver redfish.',
  },
  redfish: { actions: everything, nexts: [...byFirmware, 'medium'], hint: '' },
  wol: { actions: ['on'], nexts: [], hint: 'A packet can only switch on: netberth power on MACHINE.' },
  hook: { actions: everything, nexts: [...byFirmware, 'medium'], hint: '' },
};
