import { machineExport } from '@netberth/api';
import type { Machine, WantedMachine } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { machineOwning } from '../machines/identifier-store.ts';
import { findMachines, machinesNamed } from '../machines/machine-store.ts';
import { viewMachines } from '../provisioning/machine-view.ts';
import type { PlanSources } from './planned-step.ts';
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
export function* knownMachines(
  sources: PlanSources,
  wanted: readonly WantedMachine[],
  { actor, needsAll }: { readonly actor: Actor; readonly needsAll: boolean },
): Reading<KnownMachines> {
  if (needsAll || wanted.length > mostLookups) return new KnownMachines(yield* everyMachine(sources, actor));
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
    const page: { readonly machines: readonly Machine[]; readonly next: number | null } =
      yield* readByCommand(sources, machineExport, { after, limit: 1000 }, actor);
    all.push(...page.machines);
    after = page.next;
  }
  return all;
}
