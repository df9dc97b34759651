import { z } from 'zod';
import {
  hostnameSchema,
  labelsSchema,
  machineImport,
  macSchema,
  metadataSchema,
  profileNameSchema,
  proofSchema,
  serialSchema,
  uuidSchema,
} from '@netberth/api';
import type { InputOf, MachineState, OutputOf, Proof } from '@netberth/api';
import { writtenNetworkSchema } from '@netberth/network';
import type { NetworkDocument } from '@netberth/network';
import { readFields } from '@netberth/slips/fields';
import { handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { messages } from '../../platform/message-registry.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { readJson } from '../../platform/read-json.ts';
import { parseKnownHosts } from '../kiwispray/parse-known-hosts.ts';
import { addIdentifiers, identityOf, machineOwning } from '../machines/identifier-store.ts';
import { setLabels } from '../machines/label-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import type { Identity } from '../machines/machine-identity.ts';
import type { Metadata } from '../machines/machine-record.ts';
import { blankMachine, findMachine, insertMachine, insertMachineWithId } from '../machines/machine-store.ts';
import { insertBoot, rememberBootId } from '../provisioning/boot-store.ts';
import { changeNetwork } from './change-network.ts';
import type { KnownNetwork } from './network-words.ts';
import type { ForeignTool } from './foreign/read-foreign.ts';

type Imported = {
  /** null: the next one that is free. */
  readonly id: number | null;
  /** For people: `machine 7`, `line 3 (web1)`. */
  readonly place: string;
  readonly identity: Identity;
  readonly hostname: string | null;
  readonly address: string | null;
  readonly network: NetworkDocument | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Metadata;
  readonly state: Extract<MachineState, 'new' | 'finished'>;
  readonly pendingSteps: readonly string[];
  readonly resting: string;
  readonly isProtected: boolean;
  readonly proof: Proof;
  readonly bootId: string | null;
};
type Summary = OutputOf<typeof machineImport>;
type ShownMachine = NonNullable<Summary['machines']>[number];

/** Takes machines over, all or none. Nothing is granted by it: what was pending waits for a person. */
const importMachines = handleWriteWithFiles(
  machineImport,
  async (input) => ({ value: await read(input), discard: async () => undefined }),
  takeAll,
);

function* takeAll(
  input: InputOf<typeof machineImport>,
  _actor: unknown,
  { machines, warnings }: ReadMachines,
): Writing<Done<Summary>> {
  const fresh: Imported[] = [];
  const problems: string[] = [];
  for (const machine of machines) {
    const verdict =
      machine.id === null ? yield* compareByIdentity(machine) : yield* compare(machine, machine.id);
    if (verdict === 'new') fresh.push(machine);
    else if (verdict !== 'same') problems.push(verdict);
  }
  if (problems.length > 0) throw new CommandRefused('importRefused', { why: problems.join('; ') });
  const summary: Summary = {
    added: fresh.length,
    unchanged: machines.length - fresh.length,
    runningInstalls: fresh.filter(isRunning).length,
    pending: fresh.flatMap(({ id, pendingSteps }) =>
      id === null || pendingSteps.length === 0 ? [] : [{ id, steps: [...pendingSteps] }],
    ),
    warnings: [...warnings],
    machines: input.dryRun ? fresh.slice(0, mostShown).map(shown) : [],
  };
  if (!input.dryRun) for (const machine of fresh) yield* takeOver(machine);
  const { machines: _, ...counts } = summary;
  return { output: summary, target: null, before: null, after: { ...counts, dryRun: input.dryRun } };
}

export const importCommands: readonly CommandHandler[] = [importMachines];

type ReadMachines = { readonly machines: readonly Imported[]; readonly warnings: readonly string[] };

async function read(input: InputOf<typeof machineImport>): Promise<ReadMachines> {
  const tools = (['kiwispray', 'cobbler', 'foreman', 'maas', 'csv'] as const).filter((tool) => input[tool]);
  const [tool] = tools;
  if (tools.length > 1)
    throw new CommandRefused('importRefused', {
      why: `a file is of one tool, and ${tools.join(' and ')} are said`,
    });
  if (tool === undefined) return readExport(input.document);
  if (tool === 'kiwispray') return readKnownHosts(input.document);
  return await readOf(tool, input.document);
}

/** Of tools whose machines have no numbers of ours. */
async function readOf(tool: ForeignTool, text: string): Promise<ReadMachines> {
  const { readForeign } = await import('./foreign/read-foreign.ts');
  const parsed = await readForeign(tool, text);
  if (!parsed.ok) throw new CommandRefused('importRefused', { why: parsed.problems.join('; ') });
  const { machines, warnings } = parsed;
  const more = { id: null, pendingSteps: [], resting: 'disk', proof: 'none' as const, bootId: null };
  return { machines: machines.map((machine) => ({ ...machine, ...more })), warnings };
}

function readKnownHosts(text: string): { machines: readonly Imported[]; warnings: readonly string[] } {
  const parsed = parseKnownHosts(text);
  if (!parsed.ok) throw new CommandRefused('importRefused', { why: parsed.problems.join('; ') });
  const machines = parsed.hosts.map(({ id, macs, serial, uuid, hostname, state, bootId, metadata }) => ({
    id,
    place: `machine ${id}`,
    identity: { macs, serial, uuid },
    hostname,
    address: null,
    network: null,
    labels: {},
    metadata,
    state: state.kind === 'finished' ? ('finished' as const) : ('new' as const),
    pendingSteps: state.kind === 'pending' ? state.steps : [],
    resting: 'disk',
    isProtected: false,
    proof: 'none' as const,
    bootId,
  }));
  return { machines, warnings: parsed.warnings };
}

const exportedSchema = z.array(
  z.object({
    id: z.int().positive(),
    state: z.string(),
    hostname: hostnameSchema.nullable(),
    macs: z.array(macSchema),
    serial: serialSchema.nullable(),
    uuid: uuidSchema.nullable(),
    address: z.union([z.ipv4(), z.ipv6()]).nullable().default(null),
    network: writtenNetworkSchema.nullable().default(null),
    labels: labelsSchema.default({}),
    metadata: metadataSchema.default({}),
    pendingSteps: z.array(profileNameSchema).default([]),
    resting: z.string().max(64).default('disk'),
    protected: z.boolean().default(false),
    proof: proofSchema.default('none'),
  }),
);

function readExport(text: string): { machines: readonly Imported[]; warnings: readonly string[] } {
  const parsed = readFields(exportedSchema, parseJson(text));
  if (!parsed.ok) {
    const why = parsed.problems.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
    throw new CommandRefused('importRefused', { why });
  }
  const machines = parsed.value.map(
    ({ macs, serial, uuid, address, network, state, protected: isProtected, ...machine }) => ({
      ...machine,
      place: `machine ${machine.id}`,
      isProtected,
      identity: { macs, serial, uuid },
      ...importedNetwork(machine.id, address, network, macs),
      state: state === 'finished' ? ('finished' as const) : ('new' as const),
      bootId: null,
    }),
  );
  return { machines, warnings: [] };
}

function importedNetwork(
  id: number,
  address: string | null,
  network: NetworkDocument | null,
  macs: readonly string[],
): KnownNetwork {
  const before = { address: address === null ? null : canonicalAddress(address), network: null };
  const read = changeNetwork(before, { network }, macs);
  if (read.ok) return read.known;
  const why = read.problems.map(({ field, message }) => `machine ${id}: ${field} ${message}`).join('; ');
  throw new CommandRefused('importRefused', { why });
}

function parseJson(text: string): unknown {
  const read = readJson(text);
  if (read.ok) return read.value;
  const why = `it is no JSON, as \`machine export\` writes it (${read.why.replaceAll('\n', '\\n')}); for a table say --csv, for files of other programs --kiwispray, --cobbler, --foreman or --maas`;
  throw new CommandRefused('importRefused', { why });
}

/** Importing the same file twice changes nothing; anything in between is a problem a person has to see. */
function* compare({ identity }: Imported, id: number): Reading<'new' | 'same' | (string & {})> {
  const existing = yield* findMachine(id);
  const known = existing && identifiersOf(yield* identityOf(id));
  for (const { kind, value } of identifiersOf(identity)) {
    const owner = yield* machineOwning(kind, value);
    if (owner !== undefined && owner !== id)
      return `machine ${id}: ${kind} ${value} belongs to machine ${owner}`;
  }
  if (known === undefined) return 'new';
  const isSame = identifiersOf(identity).every(({ kind, value }) =>
    known.some((own) => own.kind === kind && own.value === value),
  );
  return isSame ? 'same' : `machine ${id} is here already and has other identifiers`;
}

/** The same machine is one with all of the identifiers; one that has some of them is for a person to look at. */
function* compareByIdentity({ place, identity }: Imported): Reading<'new' | 'same' | (string & {})> {
  const owners = new Map<string, number | undefined>();
  for (const { kind, value } of identifiersOf(identity))
    owners.set(`${kind} ${value}`, yield* machineOwning(kind, value));
  const known = [...owners].flatMap(([what, owner]) => (owner === undefined ? [] : [{ what, owner }]));
  const [first] = known;
  if (first === undefined) return 'new';
  const isSame = known.length === owners.size && known.every(({ owner }) => owner === first.owner);
  if (isSame) return 'same';
  const theirs = known.map(({ what, owner }) => `${what} of machine ${owner}`).join(', ');
  return `${place}: it has the ${theirs}, which has others beside`;
}

/** A preview needs no more. */
const mostShown = 1000;

function shown({ id, place, hostname, identity, address, labels, state }: Imported): ShownMachine {
  return { id, place, hostname, macs: [...identity.macs], address, labels: { ...labels }, state };
}

function isRunning({ bootId, pendingSteps }: Imported): boolean {
  return bootId !== null && pendingSteps.length > 0;
}

function* takeOver(machine: Imported): Writing<void> {
  const id = yield* insertImported(machine);
  yield* addIdentifiers(id, machine.identity);
  yield* setLabels(id, machine.labels);
  if (machine.bootId !== null && isRunning(machine))
    yield* takeOverBoot({ ...machine, id }, machine.bootId, yield* now());
}

function* insertImported(machine: Imported): Writing<number> {
  const nowMs = yield* now();
  const { id, hostname, address, network, metadata, state, pendingSteps, resting, isProtected, proof } =
    machine;
  const values = {
    ...blankMachine,
    ...{ hostname, address, network, metadata, state, pendingSteps, resting, isProtected, proof },
    finishedAtMs: state === 'finished' ? nowMs : null,
  };
  if (id === null) return (yield* insertMachine(values, nowMs)).id;
  yield* insertMachineWithId(id, values, nowMs);
  return id;
}

/** The boot id of an install that runs right now: it may fetch its post-install script and report its end. */
function* takeOverBoot(
  { id, pendingSteps }: Imported & { readonly id: number },
  bootId: string,
  atMs: number,
): Writing<void> {
  const boot = {
    machineId: id,
    atMs,
    address: 'unknown',
    decision: 'profile',
    choice: null,
    profile: pendingSteps[0] ?? null,
    reasonCode: messages.takenOver.code,
    reason: messages.takenOver.text,
    grantId: null,
    step: null,
    script: '',
  } as const;
  const number = yield* insertBoot(boot);
  yield* rememberBootId(hashSecret(bootId), { ...boot, number });
}
