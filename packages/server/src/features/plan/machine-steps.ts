import type { Machine, WantedMachine } from '@netberth/api';
import { compareMachine } from '@netberth/plan';
import type { MachineChange } from '@netberth/plan';
import type { Reading } from '../../database/work.ts';
import { changeNetwork } from '../inventory/change-network.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { machineRevision } from '../provisioning/machine-revision.ts';
import type { KnownMachines } from './known-machines.ts';
import { nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, Step } from './planned-step.ts';

type Problem = KindPlan['problems'][number];

/** Why machines cannot rest on these profiles, by their names; null: they can. */
export type Restings = ReadonlyMap<string, string | null>;

export function* readRestings(asked: Asked): Reading<Restings> {
  const named = Object.values(asked.configuration.machines ?? {}).flatMap(({ resting }) => resting ?? []);
  const found = new Map<string, string | null>();
  for (const resting of new Set(named)) found.set(resting, yield* restingProblem(asked, resting));
  return found;
}

const machinesBetweenPauses = 100;

/** What the folder wants of machines against what they are. It yields where others may have their turn. */
export function* compareMachines(
  asked: Asked,
  known: KnownMachines,
  restings: Restings,
): Generator<undefined, KindPlan> {
  const wanted = asked.configuration.machines;
  if (wanted === undefined) return nothingPlanned;
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const meant = new Map<number, string>();
  for (const [index, [name, machine]] of Object.entries(wanted).entries()) {
    if (index % machinesBetweenPauses === 0) yield;
    const resting = restings.get(machine.resting ?? 'disk') ?? null;
    const found = known.find(machine);
    if (resting !== null) problems.push({ at: ['machines', name, 'resting'], message: resting });
    if (found.kind === 'several') problems.push(ambiguous(name, found.ids));
    if (found.kind === 'several') continue;
    const present = found.kind === 'one' ? found.machine : null;
    const twice = present === null ? undefined : meant.get(present.id);
    if (twice !== undefined) problems.push(sameMachine(name, twice, present?.id ?? 0));
    if (present !== null) meant.set(present.id, name);
    const step = machineStep(name, present, machine);
    if (step.kind === 'step') steps.push(step.step);
    if (step.kind === 'problems') problems.push(...step.problems);
  }
  const others = asked.prune ? known.all.filter(({ id }) => !meant.has(id)) : [];
  const bad = new Set(problems.map(({ at }) => at[1]));
  const unchanged =
    Object.keys(wanted).filter((name) => !bad.has(name)).length -
    steps.filter(({ name }) => !bad.has(name)).length;
  for (const machine of others) {
    if (machine.state === 'installing' || machine.protected) problems.push(notForgotten(machine));
    else steps.push(forgetStep(machine));
  }
  return { steps, unchanged, undescribed: 0, problems };
}

function* restingProblem({ configuration }: Asked, resting: string): Reading<string | null> {
  if (resting === 'disk' || resting === 'menu') return null;
  if (configuration.profiles?.[resting] !== undefined) return null;
  const profile = yield* findProfile(resting);
  if (!profile) return `there is no profile "${resting}", on the server or in the folder`;
  return profile.destructive ? `"${resting}" is destructive: no machine rests on it` : null;
}

function ambiguous(name: string, ids: readonly number[]): Problem {
  const message = `"${name}" means several machines of the server: ${ids.join(', ')}; merge them, or give the MACs of one`;
  return { at: ['machines', name], message };
}

function sameMachine(name: string, other: string, id: number): Problem {
  return {
    at: ['machines', name],
    message: `"${name}" and "${other}" are the same machine of the server: ${id}`,
  };
}

function notForgotten({ id, hostname, state }: Machine): Problem {
  const why = state === 'installing' ? 'it is being installed' : 'it is protected';
  return {
    at: ['machines'],
    message: `machine ${id} (${hostname ?? 'no name'}) is not named, and stays: ${why}`,
  };
}

type Found =
  | { readonly kind: 'same' }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

function machineStep(name: string, present: Machine | null, wanted: WantedMachine): Found {
  const { address, gateway, dns, search, vlan, mtu, card, network } = wanted;
  const before = { address: present?.address ?? null, network: present?.network ?? null };
  const macs = [...new Set([...(present?.macs ?? []), ...(wanted.macs ?? [])])];
  const changed = changeNetwork(before, { address, gateway, dns, search, vlan, mtu, card, network }, macs);
  if (!changed.ok)
    return {
      kind: 'problems',
      problems: changed.problems.map(({ field, message }) => ({
        at: ['machines', name, ...field.split('.')],
        message: `${field} ${message}`,
      })),
    };
  const change = compareMachine(present, wanted, changed.known);
  if (present !== null) {
    if (change.fields.length === 0) return { kind: 'same' };
    return { kind: 'step', step: setStep(name, present, change) };
  }
  if (macs.length === 0 && !wanted.serial && !wanted.uuid) {
    const message = `the server knows no machine "${name}", and without a MAC, serial number or UUID none can be added`;
    return { kind: 'problems', problems: [{ at: ['machines', name], message }] };
  }
  return { kind: 'step', step: addStep(name, wanted, change) };
}

function setStep(name: string, present: Machine, { fields, input }: MachineChange): Step {
  const revision = machineRevision(present);
  const isProtected = present.protected || input['protected'] === true;
  return {
    ...{ kind: 'machine', name, action: 'change', fields, revision, hidden: input },
    ...{ commands: ['machine.set'], target: `machine:${present.id}` },
    touches: new Map([[present.id, isProtected]]),
    *run(run) {
      yield* run('machine.set', { machine: String(present.id), ...input }, revision);
    },
  };
}

/** Commands that `machine add` has no words for come after it. */
function addStep(name: string, wanted: WantedMachine, { fields, input }: MachineChange): Step {
  const { addMacs, protected: isProtected, proof, ...words } = input;
  const later = {
    ...(isProtected !== undefined && { protected: isProtected }),
    ...(proof !== undefined && { proof }),
  };
  const needsMore = Object.keys(later).length > 0;
  return {
    ...{ kind: 'machine', name, action: 'add', fields, revision: null, hidden: input, target: null },
    commands: needsMore ? ['machine.add', 'machine.set'] : ['machine.add'],
    touches: new Map([[name, wanted.protected === true]]),
    *run(run) {
      const added = yield* run('machine.add', { ...words, macs: addMacs ?? [] });
      if (needsMore) yield* run('machine.set', { machine: idOf(added), ...later });
    },
  };
}

function idOf(machine: unknown): string {
  return String((machine as Machine).id);
}

function forgetStep(machine: Machine): Step {
  const { id, hostname, macs } = machine;
  const revision = machineRevision(machine);
  return {
    ...{ kind: 'machine', name: hostname ?? macs[0] ?? String(id), action: 'remove', fields: [], revision },
    ...{ commands: ['machine.forget'], target: `machine:${id}` },
    touches: new Map([[id, machine.protected]]),
    *run(run) {
      yield* run('machine.forget', { machine: String(id) }, revision);
    },
  };
}
