import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';

/** An installer that runs speaks for the machine that it was given to: who that is must not change meanwhile. */
export function demandNotInstalling({ id, state }: MachineRecord, action: string): void {
  if (state !== 'installing') return;
  const hint = `Wait until it has finished, or revoke its grant: netberth machine revoke ${id}`;
  throw new CommandRefused('stateRefuses', { machine: id, state, action, hint });
}
