import type { Machine } from '@netberth/api';

/** `Machine 7 (web1)` */
export function machineName(machine: Pick<Machine, 'id' | 'hostname'>): string {
  return machine.hostname === null ? `Machine ${machine.id}` : `Machine ${machine.id} (${machine.hostname})`;
}
