import { machineSplit } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { handleWrite } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { raiseEvent } from '../events/event-store.ts';
import { addIdentifiers, identityOf, removeIdentifier } from '../machines/identifier-store.ts';
import { labelsOf, setLabels } from '../machines/label-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { blankMachine, insertMachine } from '../machines/machine-store.ts';
import { viewMachine } from '../provisioning/machine-view.ts';
import { withdrawGrants } from '../provisioning/withdraw-grants.ts';
import { demandNotInstalling } from './demand-not-installing.ts';

export const split = handleWrite(machineSplit, function* (input, actor) {
  const machine = yield* requireMachine(input.machine);
  demandNotInstalling(machine, 'splitting it');
  const before = yield* viewMachine(machine);
  const gone = takenFrom(machine.id, yield* identityOf(machine.id), input);
  for (const { kind, value } of identifiersOf(gone)) yield* removeIdentifier(machine.id, kind, value);
  if (identifiersOf(yield* identityOf(machine.id)).length === 0) throw new CommandRefused('noIdentifier', {});
  const { machine: left, endedGrants, rejectedProposals } = yield* withdrawGrants(machine, actor.name);
  const made = yield* insertLike(left, gone);
  const why = input.reason === undefined ? '' : `: ${input.reason}`;
  yield* note(left, `${machineName(made)} was split off by ${actor.name}${why}`);
  yield* note(made, `it was split off ${machineName(left)} by ${actor.name}${why}`);
  const output = {
    machine: yield* viewMachine(left),
    split: yield* viewMachine(made),
    ...{ endedGrants: [...endedGrants], rejectedProposals: [...rejectedProposals] },
  };
  return { output, target: `machine:${machine.id}`, before, after: output, reason: input.reason };
});

type Taken = Pick<InputOf<typeof machineSplit>, 'macs' | 'serial' | 'uuid'>;

/** @throws CommandRefused when it has not what is to be taken, or nothing is taken */
function takenFrom(machine: number, own: Identity, { macs, serial, uuid }: Taken): Identity {
  const foreign = macs.find((mac) => !own.macs.includes(mac));
  if (foreign !== undefined) throw new CommandRefused('splitUnknown', { machine, what: `MAC ${foreign}` });
  if (serial && own.serial === null)
    throw new CommandRefused('splitUnknown', { machine, what: 'serial number' });
  if (uuid && own.uuid === null) throw new CommandRefused('splitUnknown', { machine, what: 'UUID' });
  const taken = {
    macs: [...new Set(macs)],
    serial: serial ? own.serial : null,
    uuid: uuid ? own.uuid : null,
  };
  if (identifiersOf(taken).length === 0) throw new CommandRefused('noIdentifier', {});
  return taken;
}

/** Whatever the one was kept from, the other is too: it may be the one that was meant. */
function* insertLike(machine: MachineRecord, identity: Identity): Writing<MachineRecord> {
  const { state, stateReason, heldFrom, finishedAtMs, isProtected, proof } = machine;
  const alike = { state, stateReason, heldFrom, finishedAtMs, isProtected, proof };
  const made = yield* insertMachine({ ...blankMachine, ...alike }, yield* now());
  yield* addIdentifiers(made.id, identity);
  yield* setLabels(made.id, yield* labelsOf(machine.id));
  return made;
}

function* note({ id: machineId }: MachineRecord, message: string): Writing<void> {
  yield* raiseEvent({ severity: 'note', kind: 'split', message, machineId });
}
