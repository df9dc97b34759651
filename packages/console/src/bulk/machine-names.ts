import type { Machine } from '@netberth/api';
import { machineName } from '../format/machine-name.ts';
import { texts } from '../texts/texts.ts';

const namedMachines = 5;

/** `web1, web2, machine 7 and 40 more` */
export function machineNames(machines: readonly Pick<Machine, 'id' | 'hostname'>[]): string {
  const shown = machines.slice(0, namedMachines).map(machineName);
  return texts.bulk.names(shown, machines.length - shown.length);
}
