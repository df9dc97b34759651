import { factValuesOf } from '@netberth/api';
import type { FactValue, Facts } from '@netberth/api';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { whyNoReport } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { updateFacts } from '../provisioning/update-facts.ts';
import type { UpdateOutcome } from '../provisioning/update-facts.ts';
import { compareFacts } from './compare-facts.ts';
import type { Difference } from './compare-facts.ts';
import { findFacts, insertFacts, moveFacts, noteSeenAgain, replaceFactValues } from './fact-store.ts';

/** Beyond so many at once nobody reads them one by one. */
const maxEvents = 20;

/** The one profile whose boots may say who a machine is (rule 2). */
const discoverName = 'discover';

/**
 * What a discover boot found: its MACs become those of the machine, as with KIWIspray's form, and the rest is kept. A machine
 * that turns out to be another is held, and nothing of it is kept.
 */
export function* recordFacts(bearer: BootBearer, facts: Facts): Writing<UpdateOutcome> {
  const { boot, machine } = bearer;
  const refused = yield* whyNotKept(bearer, facts);
  if (refused !== undefined) return refused;
  const differences = yield* keepFacts(machine.id, boot.number, facts);
  yield* tellDifferences(machine, differences);
  const { length } = differences;
  const text = `machine ${machine.id}: ${facts.disks.length} disks, ${facts.nics.length} cards, ${length} differences`;
  return { ok: true, text };
}

/** A boot of another task tells what it sees, and changes nothing of who the machine is. */
function* whyNotKept(
  bearer: BootBearer,
  facts: Facts,
): Writing<Extract<UpdateOutcome, { ok: false }> | undefined> {
  const { boot } = bearer;
  const profile = boot.profile === null ? undefined : yield* findProfile(boot.profile);
  const task = profile?.spec.method === 'live' ? profile.spec.task : undefined;
  if (task === undefined || boot.profile === discoverName) {
    const updated = yield* updateFacts(bearer, { macs: facts.nics.map(({ mac }) => mac), metadata: {} });
    return updated.ok ? undefined : updated;
  }
  const why = whyNoReport(bearer) ?? (boot.finishedAtMs === null ? undefined : 'it has finished');
  return why === undefined ? undefined : { ok: false, key: 'bootOver', values: { boot: boot.number, why } };
}

/** A row for each time that it is something else. */
function* keepFacts(machineId: number, bootNumber: number, facts: Facts): Writing<readonly Difference[]> {
  const atMs = yield* now();
  const known = yield* findFacts(machineId);
  yield* replaceFactValues(machineId, factValuesOf(facts));
  const differences = known === undefined ? [] : compareFacts(known.facts, facts);
  if (known !== undefined && differences.length === 0) yield* noteSeenAgain(known, facts, atMs);
  else
    yield* insertFacts({
      ...{ machineId, bootNumber, atMs, facts },
      differences: differences.map(({ text }) => text),
    });
  return differences;
}

function* tellDifferences(machine: MachineRecord, differences: readonly Difference[]): Writing<void> {
  for (const { isLoss, text } of differences.slice(0, maxEvents))
    yield* raiseEvent({
      severity: isLoss ? 'alert' : 'note',
      kind: 'factsChanged',
      message: `${machineName(machine)}: ${text}`,
      machineId: machine.id,
    });
}

/** What was found of one machine was found of the other; looked for is by what was found last. */
export function* joinFacts(from: number, to: number): Writing<void> {
  yield* moveFacts(from, to);
  yield* replaceFactValues(to, yield* newestValues(to));
}

function* newestValues(machineId: number): Reading<readonly FactValue[]> {
  const known = yield* findFacts(machineId);
  return known === undefined ? [] : factValuesOf(known.facts);
}
