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
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { messages } from '../../platform/message-registry.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { parseKnownHosts } from '../kiwispray/parse-known-hosts.ts';
import { addIdentifiers, identityOf, machineOwning } from '../machines/identifier-store.ts';
import { setLabels } from '../machines/label-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import type { Identity } from '../machines/machine-identity.ts';
import type { Metadata } from '../machines/machine-record.ts';
import { blankMachine, findMachine, insertMachineWithId } from '../machines/machine-store.ts';
import { insertBoot, rememberBootId } from '../provisioning/boot-store.ts';
import { changeNetwork } from './change-network.ts';
import type { KnownNetwork } from './change-network.ts';

type Imported = {
  readonly id: number;
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

/** Takes machines over, all or none. Nothing is granted by it: what was pending waits for a person. */
const importMachines = handleWrite(machineImport, function* (input) {
  const { machines, warnings } = read(input);
  const fresh: Imported[] = [];
  const problems: string[] = [];
  for (const machine of machines) {
    const verdict = yield* compare(machine);
    if (verdict === 'new') fresh.push(machine);
    else if (verdict !== 'same') problems.push(verdict);
  }
  if (problems.length > 0) throw new CommandRefused('importRefused', { why: problems.join('; ') });
  const summary: Summary = {
    added: fresh.length,
    unchanged: machines.length - fresh.length,
    runningInstalls: fresh.filter(isRunning).length,
    pending: fresh
      .filter(({ pendingSteps }) => pendingSteps.length > 0)
      .map(({ id, pendingSteps }) => ({ id, steps: [...pendingSteps] })),
    warnings: [...warnings],
  };
  if (!input.dryRun) for (const machine of fresh) yield* takeOver(machine);
  return { output: summary, target: null, before: null, after: { ...summary, dryRun: input.dryRun } };
});

export const importCommands: readonly CommandHandler[] = [importMachines];

function read(input: InputOf<typeof machineImport>): {
  machines: readonly Imported[];
  warnings: readonly string[];
} {
  return input.kiwispray ? readKnownHosts(input.document) : readExport(input.document);
}

function readKnownHosts(text: string): { machines: readonly Imported[]; warnings: readonly string[] } {
  const parsed = parseKnownHosts(text);
  if (!parsed.ok) throw new CommandRefused('importRefused', { why: parsed.problems.join('; ') });
  const machines = parsed.hosts.map(({ id, macs, serial, uuid, hostname, state, bootId, metadata }) => ({
    id,
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
  const parsed = exportedSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const why = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
    throw new CommandRefused('importRefused', { why });
  }
  const machines = parsed.data.map(
    ({ macs, serial, uuid, address, network, state, protected: isProtected, ...machine }) => ({
      ...machine,
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
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandRefused('importRefused', {
      why: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Importing the same file twice changes nothing; anything in between is a problem a person has to see. */
function* compare({ id, identity }: Imported): Reading<'new' | 'same' | (string & {})> {
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

function isRunning({ bootId, pendingSteps }: Imported): boolean {
  return bootId !== null && pendingSteps.length > 0;
}

function* takeOver(machine: Imported): Writing<void> {
  const nowMs = yield* now();
  const { id, hostname, address, network, metadata, state, pendingSteps, resting, isProtected, proof } =
    machine;
  yield* insertMachineWithId(
    id,
    {
      ...blankMachine,
      ...{ hostname, address, network, metadata, state, pendingSteps, resting, isProtected, proof },
      finishedAtMs: state === 'finished' ? nowMs : null,
    },
    nowMs,
  );
  yield* addIdentifiers(id, machine.identity);
  yield* setLabels(id, machine.labels);
  if (machine.bootId !== null && isRunning(machine)) yield* takeOverBoot(machine, machine.bootId, nowMs);
}

/** The boot id of an install that runs right now: it may fetch its post-install script and report its end. */
function* takeOverBoot({ id, pendingSteps }: Imported, bootId: string, atMs: number): Writing<void> {
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
