import { machineMerge } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { handleWrite } from '../../commands/command-handler.ts';
import type { WriteHandler } from '../../commands/command-handler.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { moveEvents, raiseEvent } from '../events/event-store.ts';
import { joinFacts } from '../facts/record-facts.ts';
import { addIdentifiers, identityOf, removeAllIdentifiers } from '../machines/identifier-store.ts';
import { labelsOf, removeAllLabels, setLabels } from '../machines/label-store.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { moveMedia } from '../machines/machine-key-store.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { deleteMachine, updateMachine } from '../machines/machine-store.ts';
import { movePower } from '../power/forget-power.ts';
import { holdMachine, stateAfterHold } from '../provisioning/hold-machine.ts';
import { viewMachine } from '../provisioning/machine-view.ts';
import { moveHistory } from '../provisioning/move-history.ts';
import type { RenderCheck } from '../provisioning/render-check.ts';
import { withdrawGrants } from '../provisioning/withdraw-grants.ts';
import { checkResting } from './check-renderings.ts';
import { demandNotInstalling } from './demand-not-installing.ts';

type Words = Pick<InputOf<typeof machineMerge>, 'uuid' | 'serial'>;

export function mergeWith(check: RenderCheck): WriteHandler {
  return handleWrite(machineMerge, function* (input, actor) {
    const machine = yield* requireMachine(input.machine);
    const other = yield* requireMachine(input.other);
    if (machine.id === other.id) throw new CommandRefused('mergeItself', { machine: machine.id });
    for (const each of [machine, other]) demandNotInstalling(each, 'merging it with another');
    const before = { machine: yield* viewMachine(machine), other: yield* viewMachine(other) };
    const identity = yield* joinedIdentity(machine, other, input);
    const own = yield* withdrawGrants(machine, actor.name);
    const others = yield* withdrawGrants(other, actor.name);
    yield* moveBelongings(other, machine, identity);
    const joined = yield* joinRecords(own.machine, others.machine);
    yield* checkResting(joined, check);
    yield* tell(joined, other, actor.name, input.reason);
    const output = {
      machine: yield* viewMachine(joined),
      merged: other.id,
      endedGrants: [...own.endedGrants, ...others.endedGrants],
      rejectedProposals: [...own.rejectedProposals, ...others.rejectedProposals],
    };
    return { output, target: `machine:${machine.id}`, before, after: output, reason: input.reason };
  });
}

/** @throws CommandRefused when each has a UUID or a serial number, and nobody says which is right */
function* joinedIdentity(machine: MachineRecord, other: MachineRecord, words: Words): Reading<Identity> {
  const [own, others] = [yield* identityOf(machine.id), yield* identityOf(other.id)];
  const oneOf = (kind: 'uuid' | 'serial') => {
    if (own[kind] === null || others[kind] === null) return own[kind] ?? others[kind];
    const right = words[kind];
    if (right !== undefined && (right === own[kind] || right === others[kind])) return right;
    const ids = { machine: machine.id, other: other.id };
    throw new CommandRefused('mergeUnclear', { ...ids, kind, own: own[kind], others: others[kind] });
  };
  return { macs: [...own.macs, ...others.macs], uuid: oneOf('uuid'), serial: oneOf('serial') };
}

/** Everything that hangs on the id of the one hangs on that of the other. */
function* moveBelongings(from: MachineRecord, to: MachineRecord, identity: Identity): Writing<void> {
  const labels = { ...(yield* labelsOf(from.id)), ...(yield* labelsOf(to.id)) };
  yield* removeAllLabels(from.id);
  yield* setLabels(to.id, labels);
  for (const { id } of [from, to]) yield* removeAllIdentifiers(id);
  yield* addIdentifiers(to.id, identity);
  yield* moveHistory(from.id, to.id);
  yield* moveEvents(from.id, to.id);
  yield* joinFacts(from.id, to.id);
  yield* moveMedia(from.id, to.id);
  yield* movePower(from.id, to.id);
  yield* deleteMachine(from.id);
}

/** Neither has a grant any more. What one of them is kept from, both are. */
function* joinRecords(machine: MachineRecord, other: MachineRecord): Writing<MachineRecord> {
  const hasNetwork = machine.network !== null || machine.address !== null;
  const { address, network } = hasNetwork ? machine : other;
  const joined = yield* updateMachine(machine, {
    ...{ address, network },
    ...(machine.state === 'new' && { state: restOf(other) }),
    hostname: machine.hostname ?? other.hostname,
    metadata: { ...other.metadata, ...machine.metadata },
    hardware: { ...other.hardware, ...machine.hardware },
    isProtected: machine.isProtected || other.isProtected,
    proof: machine.proof === 'key' ? machine.proof : other.proof,
    startedBoot: Math.max(machine.startedBoot ?? 0, other.startedBoot ?? 0) || null,
    discoveredAtMs: machine.discoveredAtMs ?? other.discoveredAtMs,
    finishedAtMs: machine.finishedAtMs ?? other.finishedAtMs,
  });
  if (other.state !== 'held') return joined;
  return yield* holdMachine(joined, other.stateReason ?? `${machineName(other)} was held`);
}

/** A machine that is not new boots its disk: nothing is offered to one that has an operating system. */
function restOf(machine: MachineRecord): MachineRecord['state'] {
  return machine.state === 'held' ? stateAfterHold(machine) : machine.state;
}

function* tell(
  { id: machineId }: MachineRecord,
  other: MachineRecord,
  by: string,
  reason: string | undefined,
): Writing<void> {
  const why = reason === undefined ? '' : `: ${reason}`;
  const message = `${machineName(other)} was merged into it by ${by}${why}`;
  yield* raiseEvent({ severity: 'note', kind: 'merged', message, machineId });
}
