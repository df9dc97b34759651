import type { Reading } from '../../database/work.ts';
import { identitiesOf, identityOf } from '../machines/identifier-store.ts';
import { labelsOf, labelsOfAll } from '../machines/label-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { Subject } from './template-values.ts';

/** Everything of a machine that templates can show. */
export function* readSubject(machine: MachineRecord): Reading<Subject> {
  return { machine, identity: yield* identityOf(machine.id), labels: yield* labelsOf(machine.id) };
}

/** The same of many, as far as these parts are wanted; the others are empty. */
export function* readSubjects(
  machines: readonly MachineRecord[],
  parts: ReadonlySet<keyof Subject>,
): Reading<readonly Subject[]> {
  const ids = machines.map(({ id }) => id);
  const identities = parts.has('identity') ? yield* identitiesOf(ids) : undefined;
  const labels = parts.has('labels') ? yield* labelsOfAll(ids) : undefined;
  return machines.map((machine) => ({
    machine,
    identity: identities?.get(machine.id) ?? { macs: [], uuid: null, serial: null },
    labels: labels?.get(machine.id) ?? {},
  }));
}
