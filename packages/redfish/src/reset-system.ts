import { RedfishError } from './redfish-error.ts';
import type { System } from './resources.ts';
import type { RedfishService } from './service.ts';

export type Reset = 'on' | 'off' | 'cycle' | 'reset';

/** What does it, the best first; which of them a service has, it says. */
const types: Readonly<Record<Reset, readonly string[]>> = {
  on: ['On', 'ForceOn'],
  off: ['ForceOff'],
  cycle: ['PowerCycle', 'FullPowerCycle', 'ForceRestart'],
  reset: ['ForceRestart', 'PowerCycle'],
};

/**
 * Switches a system. A service that knows no power cycle restarts it by force: its disks and cards are reset, not
 * switched off.
 * @returns what was asked for: `PowerCycle` @throws RedfishError
 */
export async function resetSystem(service: RedfishService, system: System, reset: Reset): Promise<string> {
  const action = system.Actions?.['#ComputerSystem.Reset'];
  if (action === undefined)
    throw new RedfishError(`system ${system.Id} cannot be switched`, { kind: 'unsupported' });
  const known = action['ResetType@Redfish.AllowableValues'];
  const type = types[reset].find((each) => known?.includes(each) ?? true);
  if (type === undefined) {
    const has = (known ?? []).join(', ');
    throw new RedfishError(`system ${system.Id} knows no ${types[reset].join(' or ')}, only ${has}`, {
      kind: 'unsupported',
    });
  }
  await service.change({ method: 'POST', path: action.target, json: { ResetType: type } });
  return type;
}
