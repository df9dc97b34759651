import { machineAdd, machineForget, machineSet } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { reachOf } from '../../commands/actor.ts';
import type { Actor } from '../../commands/actor.ts';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, WriteHandler } from '../../commands/command-handler.ts';
import { withRevision } from '../../commands/revision.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { removeEventsOf } from '../events/event-store.ts';
import { removeFactsOf } from '../facts/fact-store.ts';
import {
  addIdentifiers,
  identityOf,
  machineOwning,
  removeAllIdentifiers,
  removeIdentifier,
} from '../machines/identifier-store.ts';
import { labelsOf, removeAllLabels, setLabels } from '../machines/label-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord, Metadata } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import {
  blankMachine,
  deleteMachine,
  insertMachine,
  machinesAtAddress,
  updateMachine,
} from '../machines/machine-store.ts';
import { isPlaceholder } from '../machines/placeholder-identifier.ts';
import { forgetPower } from '../power/forget-power.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { forgetBoots } from '../provisioning/forget-boots.ts';
import { deleteGrantsOf } from '../provisioning/grant-store.ts';
import { machineRevision } from '../provisioning/machine-revision.ts';
import { viewMachine } from '../provisioning/machine-view.ts';
import type { RenderCheck } from '../provisioning/render-check.ts';
import { changeNetwork } from './change-network.ts';
import type { KnownNetwork, NetworkWords } from './network-words.ts';
import { checkLiveGrant, checkResting } from './check-renderings.ts';
import { currentRevision } from './current-revision.ts';

export function machineChangeCommands(check: RenderCheck): readonly CommandHandler[] {
  return [
    addWith(check),
    withRevision(setWith(check), { of: machineRevision, current: currentRevision }),
    withRevision(forget, { current: currentRevision }),
  ];
}

function addWith(check: RenderCheck): CommandHandler {
  return handleWrite(machineAdd, function* (input) {
    const identity = {
      macs: [...new Set(input.macs)],
      uuid: input.uuid ?? null,
      serial: input.serial ?? null,
    };
    yield* requireFree(identity, null);
    if (identifiersOf(identity).length === 0) throw new CommandRefused('noIdentifier', {});
    if (input.resting !== undefined) yield* requireResting(input.resting);
    const machine = yield* insertMachine(
      {
        ...blankMachine,
        hostname: input.hostname?.toLowerCase() ?? null,
        ...(yield* networkAfter(null, { address: null, network: null }, input, identity.macs)),
        metadata: input.metadata,
        resting: input.resting ?? 'disk',
      },
      yield* now(),
    );
    yield* addIdentifiers(machine.id, identity);
    yield* setLabels(machine.id, input.labels);
    yield* checkResting(machine, check);
    const output = yield* viewMachine(machine);
    return { output, target: `machine:${machine.id}`, before: null, after: output };
  });
}

function setWith(check: RenderCheck): WriteHandler {
  return handleWrite(machineSet, function* (input, actor) {
    const machine = yield* requireMachine(input.machine);
    if (machine.isProtected && input.protected === false) yield* demandNoGranter(machine, actor);
    const before = yield* viewMachine(machine);
    if (input.resting !== undefined) yield* requireResting(input.resting);
    yield* changeIdentifiers(machine.id, input);
    if (input.labels !== undefined) yield* setLabels(machine.id, input.labels);
    const changed = yield* updateMachine(machine, {
      ...(input.hostname !== undefined && { hostname: input.hostname.toLowerCase() || null }),
      ...(yield* networkAfter(machine.id, machine, input, (yield* identityOf(machine.id)).macs)),
      ...(input.resting !== undefined && { resting: input.resting }),
      ...(input.protected !== undefined && { isProtected: input.protected }),
      ...(input.proof !== undefined && { proof: input.proof }),
      ...(input.metadata !== undefined && { metadata: withMetadata(machine.metadata, input.metadata) }),
    });
    yield* checkLiveGrant(changed, check);
    yield* checkResting(changed, check);
    const after = yield* viewMachine(changed);
    return { output: after, target: `machine:${machine.id}`, before, after };
  });
}

/** Whoever could lift the protection of a machine and then grant would need no second person. */
function* demandNoGranter({ id }: MachineRecord, actor: Actor): Reading<void> {
  const reach = reachOf(actor, 'machine:grant');
  const labels = yield* labelsOf(id);
  if (reach === 'everything' || reach.some(({ name, value }) => labels[name] === value))
    throw new CommandRefused('protectionStays', { machine: id, actor: actor.name });
}

/** What a machine's record says of its network from now on. `id` null: it has none yet. */
function* networkAfter(
  id: number | null,
  before: KnownNetwork,
  words: NetworkWords,
  macs: readonly string[],
): Reading<KnownNetwork> {
  const changed = changeNetwork(before, words, macs);
  if (!changed.ok) throw new CommandRefused('badInput', {}, changed.problems);
  const { address, network } = changed.known;
  if (address !== null && network !== null && address !== before.address) {
    const other = (yield* machinesAtAddress(address)).find((machine) => machine.id !== id);
    if (other !== undefined) {
      const message = `"${address}" is the address of ${machineName(other)} already`;
      throw new CommandRefused('badInput', {}, [{ field: 'address', message }]);
    }
  }
  return { address, network };
}

function withMetadata(old: Metadata, added: Metadata): Metadata {
  const merged = { ...old, ...added };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

function* changeIdentifiers(machineId: number, input: InputOf<typeof machineSet>): Writing<void> {
  for (const mac of input.removeMacs ?? []) yield* removeIdentifier(machineId, 'mac', mac);
  const known = yield* identityOf(machineId);
  for (const kind of ['serial', 'uuid'] as const) {
    const old = known[kind];
    if (input[kind] !== undefined && old !== null) yield* removeIdentifier(machineId, kind, old);
  }
  const added: Identity = {
    macs: (input.addMacs ?? []).filter((mac) => !known.macs.includes(mac)),
    uuid: input.uuid || null,
    serial: input.serial || null,
  };
  yield* requireFree(added, machineId);
  yield* addIdentifiers(machineId, added);
  if (identifiersOf(yield* identityOf(machineId)).length === 0) throw new CommandRefused('noIdentifier', {});
}

function* requireFree(identity: Identity, machineId: number | null): Reading<void> {
  for (const { kind, value } of identifiersOf(identity)) {
    if (isPlaceholder(kind, value)) throw new CommandRefused('identifierPlaceholder', { kind, value });
    const owner = yield* machineOwning(kind, value);
    if (owner !== undefined && owner !== machineId) {
      throw new CommandRefused('identifierTaken', { kind, value, machine: owner });
    }
  }
}

function* requireResting(resting: string): Reading<void> {
  if (resting === 'disk' || resting === 'menu') return;
  const profile = yield* findProfile(resting);
  if (!profile) throw new CommandRefused('restingRefused', { resting, why: 'there is no such profile' });
  if (profile.destructive) throw new CommandRefused('restingRefused', { resting, why: 'it is destructive' });
}

const forget = handleWrite(machineForget, function* (input) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  yield* forgetBoots(machine.id);
  yield* forgetPower(machine.id);
  yield* removeEventsOf(machine.id);
  yield* removeFactsOf(machine.id);
  yield* deleteGrantsOf(machine.id);
  yield* removeAllLabels(machine.id);
  yield* removeAllIdentifiers(machine.id);
  yield* deleteMachine(machine.id);
  return { output: { forgotten: machine.id }, target: `machine:${machine.id}`, before, after: null };
});
