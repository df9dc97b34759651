import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { machineOwning } from './identifier-store.ts';
import type { MachineRecord } from './machine-record.ts';
import { findMachine, machinesNamed } from './machine-store.ts';

/**
 * The machine an administrator means: by id, MAC or host name.
 * @throws CommandRefused when there is none, or several share the name
 */
export function* requireMachine(reference: string): Reading<MachineRecord> {
  const found = yield* lookUp(reference);
  const [machine, other] = found;
  if (machine === undefined) throw new CommandRefused('machineUnknown', { machine: reference });
  if (other !== undefined) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new CommandRefused('machineAmbiguous', { machine: reference, ids });
  }
  return machine;
}

function* lookUp(reference: string): Reading<readonly MachineRecord[]> {
  if (/^[1-9]\d{0,14}$/.test(reference)) return present(yield* findMachine(Number(reference)));
  const mac = reference.toLowerCase().replaceAll('-', ':');
  if (/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) {
    const id = yield* machineOwning('mac', mac);
    return id === undefined ? [] : present(yield* findMachine(id));
  }
  return yield* machinesNamed(reference);
}

function present(machine: MachineRecord | undefined): readonly MachineRecord[] {
  return machine ? [machine] : [];
}
