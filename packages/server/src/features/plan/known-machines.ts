import { machineExport } from '@netberth/api';
import type { Machine, WantedMachine } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Database, Reading } from '../../database/work.ts';
import { machineOwning } from '../machines/identifier-store.ts';
import { findMachines, machinesNamed } from '../machines/machine-store.ts';
import { viewMachines } from '../provisioning/machine-view.ts';
import type { Asked, PlanSources } from './planned-step.ts';
import { readByCommand } from './read-by-command.ts';

/** Machines that are known, found by what a folder says of them. */
export class KnownMachines {
  readonly all: readonly Machine[];
  readonly #byIdentifier = new Map<string, Machine>();
  readonly #byName = new Map<string, Machine[]>();

  constructor(machines: readonly Machine[]) {
    this.all = machines;
    for (const machine of machines) {
      for (const identifier of identifiersOf(machine)) this.#byIdentifier.set(identifier, machine);
      const name = machine.hostname?.toLowerCase();
      if (name !== undefined) this.#byName.set(name, [...(this.#byName.get(name) ?? []), machine]);
    }
  }

  /** Its identifiers say which machine is meant, its host name only where these say nothing. */
  find(wanted: WantedMachine): FoundMachine {
    const owners = new Set(identifiersOf(wanted).flatMap((one) => this.#byIdentifier.get(one) ?? []));
    const named =
      wanted.hostname === undefined ? [] : (this.#byName.get(wanted.hostname.toLowerCase()) ?? []);
    const [machine, other] = owners.size > 0 ? owners : named;
    if (machine === undefined) return { kind: 'none' };
    if (other === undefined) return { kind: 'one', machine };
    return { kind: 'several', ids: (owners.size > 0 ? [...owners] : named).map(({ id }) => id) };
  }

  /** By id, MAC or host name, as people name machines. */
  named(reference: string): readonly Machine[] {
    if (/^[1-9]\d{0,14}$/.test(reference)) return this.all.filter(({ id }) => id === Number(reference));
    const mac = `mac ${reference.toLowerCase().replaceAll('-', ':')}`;
    const owner = this.#byIdentifier.get(mac);
    return owner === undefined ? (this.#byName.get(reference.toLowerCase()) ?? []) : [owner];
  }
}

export type FoundMachine =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly machine: Machine }
  | { readonly kind: 'several'; readonly ids: readonly number[] };

function identifiersOf({
  macs = [],
  uuid,
  serial,
}: {
  readonly macs?: readonly string[] | undefined;
  readonly uuid?: string | null | undefined;
  readonly serial?: string | null | undefined;
}): string[] {
  return [
    ...macs.map((mac) => `mac ${mac}`),
    ...(uuid ? [`uuid ${uuid}`] : []),
    ...(serial ? [`serial ${serial}`] : []),
  ];
}

/** Beyond so many, one walk through all of them is quicker. */
const mostLookups = 300;

/** The machines that a folder may mean; all of them where it must be known which it does not name. */
export function* knownMachines(sources: PlanSources, asked: Asked): Reading<KnownMachines> {
  if (needsEvery(asked)) return new KnownMachines(yield* everyMachine(sources, asked.actor));
  return yield* lookUpMachines(Object.values(asked.configuration.machines ?? {}));
}

/** The same outside of a transaction: between two pages of machines, requests of others are answered. */
export async function knownMachinesInTurns(
  database: Database,
  sources: PlanSources,
  asked: Asked,
): Promise<KnownMachines> {
  if (!needsEvery(asked)) return await database.read(() => knownMachines(sources, asked));
  const all: Machine[] = [];
  for (let after: number | null = 0; after !== null;) {
    const from: number = after;
    const page: MachinePage = await database.read(() => machinePage(sources, asked.actor, from));
    all.push(...page.machines);
    after = page.next;
  }
  return new KnownMachines(all);
}

function needsEvery({ configuration: { machines, grants }, prune }: Asked): boolean {
  const isLarge = Object.keys(machines ?? {}).length > mostLookups;
  return grants !== undefined || isLarge || (prune && machines !== undefined);
}

function* lookUpMachines(wanted: readonly WantedMachine[]): Reading<KnownMachines> {
  const ids = new Set<number>();
  for (const { macs = [], uuid, serial, hostname } of wanted) {
    for (const mac of macs) add(ids, yield* machineOwning('mac', mac));
    if (uuid) add(ids, yield* machineOwning('uuid', uuid));
    if (serial) add(ids, yield* machineOwning('serial', serial));
    if (hostname) for (const { id } of yield* machinesNamed(hostname.toLowerCase())) ids.add(id);
  }
  return new KnownMachines(yield* viewMachines(yield* findMachines([...ids])));
}

function add(ids: Set<number>, id: number | undefined): void {
  if (id !== undefined) ids.add(id);
}

export function* everyMachine(sources: PlanSources, actor: Actor): Reading<readonly Machine[]> {
  const all: Machine[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: MachinePage = yield* machinePage(sources, actor, after);
    all.push(...page.machines);
    after = page.next;
  }
  return all;
}

type MachinePage = { readonly machines: readonly Machine[]; readonly next: number | null };

function machinePage(sources: PlanSources, actor: Actor, after: number): Reading<MachinePage> {
  return readByCommand(sources, machineExport, { after, limit: 500 }, actor);
}
