import type { Machine, WantedGrant, WantedMachine } from '@netberth/api';
import type { Reading, Writing } from '../../database/work.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { appliedKey, putApplied } from './applied-store.ts';
import type { Applied } from './applied-store.ts';
import type { KnownMachines } from './known-machines.ts';
import { nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, Step } from './planned-step.ts';

type Problem = KindPlan['problems'][number];
/** A machine that a grant is for: one that is known, or one that the same folder adds. */
type Meant = { readonly reference: string; readonly id: number | null; readonly isProtected: boolean };

/** Grants, each given once to each machine: what was given under this name is not given again. */
export function* grantSteps(
  asked: Asked,
  known: KnownMachines,
  applied: ReadonlyMap<string, Applied>,
): Reading<KindPlan> {
  const wanted = asked.configuration.grants;
  if (wanted === undefined) return nothingPlanned;
  const steps: Step[] = [];
  const problems: Problem[] = [];
  for (const [name, grant] of Object.entries(wanted)) {
    const meaning = machinesMeant(name, grant, asked, known);
    const found = [...meaning.problems, ...(yield* profileProblems(name, grant, asked))];
    const given = meaning.machines.map((one) => applied.get(appliedKey('given', givenName(name, one.id))));
    if (given.some((one) => one !== undefined && one.digest !== grant.profiles.join(',')))
      found.push({
        at: ['grants', name, 'profiles'],
        message: `"${name}" was given with other profiles before; a new grant needs a new name`,
      });
    problems.push(...found);
    const machines = meaning.machines.filter((_, index) => given[index] === undefined);
    if (found.length === 0 && machines.length > 0) steps.push(grantStep(name, grant, machines));
  }
  const bad = new Set(problems.map(({ at }) => at[1])).size;
  return { steps, unchanged: Object.keys(wanted).length - steps.length - bad, undescribed: 0, problems };
}

function givenName(name: string, id: number | null): string {
  return `${name}/${id ?? ''}`;
}

function* profileProblems(name: string, grant: WantedGrant, { configuration }: Asked): Reading<Problem[]> {
  const problems: Problem[] = [];
  for (const profile of grant.profiles)
    if (configuration.profiles?.[profile] === undefined && !(yield* findProfile(profile)))
      problems.push({
        at: ['grants', name, 'profiles'],
        message: `there is no profile "${profile}", on the server or in the folder`,
      });
  return problems;
}

function machinesMeant(
  name: string,
  { machines, label }: WantedGrant,
  { configuration }: Asked,
  known: KnownMachines,
): { readonly machines: readonly Meant[]; readonly problems: readonly Problem[] } {
  const described = configuration.machines ?? {};
  if (label !== undefined) return { machines: withLabel(label, described, known), problems: [] };
  const problems: Problem[] = [];
  const meant = (machines ?? []).flatMap((reference, index): Meant[] => {
    const wanted = described[reference];
    const found = wanted === undefined ? known.named(reference) : presentOf(wanted, known);
    const [machine, other] = found;
    if (machine !== undefined && other === undefined) return [meantMachine(machine, wanted)];
    if (machine === undefined && wanted !== undefined)
      return [
        { reference: referenceOf(reference, wanted), id: null, isProtected: wanted.protected === true },
      ];
    const message =
      machine === undefined
        ? `there is no machine "${reference}", on the server or in the folder`
        : `"${reference}" means several machines: ${found.map(({ id }) => id).join(', ')}`;
    problems.push({ at: ['grants', name, 'machines', String(index)], message });
    return [];
  });
  return { machines: [...new Map(meant.map((one) => [one.id ?? one.reference, one])).values()], problems };
}

function presentOf(wanted: WantedMachine, known: KnownMachines): readonly Machine[] {
  const found = known.find(wanted);
  if (found.kind === 'one') return [found.machine];
  return found.kind === 'none' ? [] : known.all.filter(({ id }) => found.ids.includes(id));
}

function meantMachine(machine: Machine, wanted: WantedMachine | undefined): Meant {
  const isProtected = machine.protected || wanted?.protected === true;
  return { reference: String(machine.id), id: machine.id, isProtected };
}

function referenceOf(name: string, { macs, hostname }: WantedMachine): string {
  return macs?.[0] ?? hostname ?? name;
}

/** The label that machines have after the apply counts. */
function withLabel(
  label: string,
  described: Readonly<Record<string, WantedMachine>>,
  known: KnownMachines,
): readonly Meant[] {
  const [name = '', ...rest] = label.split('=');
  const value = rest.join('=');
  const added: Meant[] = [];
  const labelOf = new Map<number, string>();
  for (const [reference, wanted] of Object.entries(described)) {
    const said = wanted.labels?.[name];
    const [machine] = presentOf(wanted, known);
    if (machine !== undefined && said !== undefined) labelOf.set(machine.id, said);
    if (machine === undefined && said === value)
      added.push({ ...meantNew(reference, wanted), isProtected: wanted.protected === true });
  }
  const present = known.all.filter((machine) => (labelOf.get(machine.id) ?? machine.labels[name]) === value);
  return [...present.map((machine) => meantMachine(machine, undefined)), ...added];
}

function meantNew(name: string, wanted: WantedMachine) {
  return { reference: referenceOf(name, wanted), id: null };
}

function grantStep(name: string, grant: WantedGrant, machines: readonly Meant[]): Step {
  const { profiles, expires, maxStarts, reason } = grant;
  const count = `${machines.length} ${machines.length === 1 ? 'machine' : 'machines'}`;
  return {
    ...{ kind: 'grant', name, action: 'grant', revision: null, target: null, grants: machines.length },
    fields: [
      { field: 'profiles', before: null, after: profiles.join(', then ') },
      { field: 'machines', before: null, after: count },
      { field: 'expires', before: null, after: `after ${expires}` },
    ],
    hidden: [grant, machines.map(({ reference }) => reference)],
    commands: ['machine.grant-many'],
    touches: new Map(machines.map(({ id, reference, isProtected }) => [id ?? reference, isProtected])),
    *run(run, { propose }) {
      const ids: number[] = [];
      for (const machine of machines) ids.push(machine.id ?? (yield* idOf(run, machine)));
      const order = { ids, profiles, expires, maxStarts, ...(reason !== undefined && { reason }) };
      const { proposal } = (yield* run('machine.grant-many', order)) as { proposal: { id: number } | null };
      if (proposal !== null) propose(proposal.id);
      for (const id of ids) yield* putApplied('given', givenName(name, id), profiles.join(','));
    },
  };
}

/** Of a machine that the same apply has just added. */
function* idOf(run: Parameters<Step['run']>[0], { reference }: Meant): Writing<number> {
  return ((yield* run('machine.show', { machine: reference, boots: 0 })) as Machine).id;
}
