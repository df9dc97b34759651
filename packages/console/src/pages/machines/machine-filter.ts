import { machineSorts, machineStates, parseFactCondition } from '@netberth/api';
import type { MachineState } from '@netberth/api';

/** Which machines, in which order: stands in the address of the page, so that it can be kept and sent. */
export type MachineFilter = {
  readonly state?: MachineState;
  readonly label?: string;
  /** A condition on what it is made of: `memory>=64GiB`. */
  readonly fact?: string;
  readonly search?: string;
  readonly sort?: (typeof machineSorts)[number];
};

/** What of an address is a filter; anything else is left out. */
export function readMachineFilter(search: Readonly<Record<string, unknown>>): MachineFilter {
  const state = machineStates.find((known) => known === search['state']);
  const sort = machineSorts.find((known) => known === search['sort']);
  const label = textOf(search['label']);
  const fact = textOf(search['fact']);
  const text = textOf(search['search']);
  return {
    ...(state !== undefined && { state }),
    ...(label !== undefined && { label }),
    ...(fact !== undefined && parseFactCondition(fact).ok && { fact }),
    ...(text !== undefined && { search: text }),
    ...(sort !== undefined && { sort }),
  };
}

/** The router reads `42` as a number; it may be a part of a serial number. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
