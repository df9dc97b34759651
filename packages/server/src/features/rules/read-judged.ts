import type { Reading } from '../../database/work.ts';
import { factValuesOfAll } from '../facts/fact-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { newestBoots } from '../provisioning/boot-store.ts';
import { readSubjects } from '../templates/subject-store.ts';
import { machineValues } from '../templates/template-values.ts';
import type { Judged } from './judge-machine.ts';
import { factsOf } from './machine-facts.ts';

/** Everything that rules look at, of each of these machines, in their order. */
export function* readJudged(machines: readonly MachineRecord[]): Reading<readonly Judged[]> {
  const boots = yield* newestBoots(machines.map(({ id }) => id));
  const discovered = yield* factValuesOfAll(machines.map(({ id }) => id));
  const subjects = yield* readSubjects(machines, new Set(['machine', 'identity', 'labels']));
  return subjects.map((subject) => ({
    ...subject.machine,
    labels: subject.labels,
    facts: factsOf(
      subject,
      boots.get(subject.machine.id)?.address ?? null,
      discovered.get(subject.machine.id) ?? [],
    ),
    values: machineValues(subject),
  }));
}
