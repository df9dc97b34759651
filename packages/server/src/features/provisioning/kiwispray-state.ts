import type { MachineRecord } from '../machines/machine-record.ts';
import { remainingSteps } from './grant-record.ts';
import type { GrantRecord } from './grant-record.ts';

/**
 * KIWIspray's one word for a machine: first remaining step, `new` or `finished`.
 * @param grant the live grant, or the one that was last
 */
export function kiwisprayState(machine: MachineRecord, grant: GrantRecord | null): string {
  if (machine.state === 'finished') return 'finished';
  if (machine.state === 'new') return machine.pendingSteps[0] ?? 'new';
  return (grant && remainingSteps(grant)[0]) ?? 'new';
}
