import type { Machine } from '@netberth/api';
import { otherMachines } from './other-machines.ts';

/** It is held, and not by itself alone. */
export function isInConflict(machine: Pick<Machine, 'id' | 'state' | 'stateReason'>): boolean {
  return machine.state === 'held' && otherMachines(machine).length > 0;
}
