import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { BootRequest } from '../boot/boot-request.ts';
import type { AskedBy } from '../boot/gather-situation.ts';
import { identifyMachine } from '../machines/identify-machine.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { identifiersOf } from '../machines/machine-identity.ts';
import type { KnownIdentifier } from '../machines/machine-identity.ts';
import { knownOf } from '../machines/known-machines.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { blankMachine, findMachine } from '../machines/machine-store.ts';
import { recentBootsOf } from '../provisioning/boot-store.ts';
import { readSubject } from '../templates/subject-store.ts';
import type { Subject } from '../templates/template-values.ts';

export type Asking = {
  readonly asking: Pick<AskedBy, 'identity' | 'address'>;
  readonly known: readonly KnownIdentifier[];
  readonly subject: Subject;
};

/** Who asks: this machine, from where it asked last; or whoever the request says, who may be somebody new. */
export function* readAsking(request: BootRequest, machine: MachineRecord | null): Reading<Asking> {
  if (machine !== null) return yield* readMachine(machine, request);
  const { identifiers: known } = yield* knownOf(request.identity);
  const identified = identifyMachine(request.identity, known);
  const found = identified.kind === 'known' ? yield* findMachine(identified.machineId) : undefined;
  if (found !== undefined) return yield* readMachine(found, request);
  const { identity, address } = request;
  return { asking: { identity, address }, known, subject: yield* newcomer(request) };
}

function* readMachine(machine: MachineRecord, { hardware }: BootRequest): Reading<Asking> {
  const identity = yield* identityOf(machine.id);
  const [lastBoot] = yield* recentBootsOf(machine.id, 1);
  const subject = yield* readSubject({ ...machine, hardware: { ...hardware, ...machine.hardware } });
  return {
    asking: { identity, address: lastBoot?.address ?? machine.address ?? 'unknown' },
    known: identifiersOf(identity).map((one) => ({ ...one, machineId: machine.id })),
    subject,
  };
}

/** What a boot would record. It has no number yet. */
function* newcomer({ identity, hardware }: BootRequest): Reading<Subject> {
  const machine = { ...blankMachine, id: 0, version: 0, hardware, createdAtMs: yield* now() };
  return { machine, identity, labels: {} };
}
