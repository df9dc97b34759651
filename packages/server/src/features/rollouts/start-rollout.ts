import { rolloutStart } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleWrite } from '../../commands/command-handler.ts';
import type { WriteHandler } from '../../commands/command-handler.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachines } from '../machines/machine-store.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { profileNotFound } from '../profiles/profile-not-found.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import { grantorOf, whySecondPerson } from '../provisioning/second-person.ts';
import type { SecondPersonRule } from '../provisioning/second-person.ts';
import { advanceRollout } from './advance-rollout.ts';
import { addVersions } from './image-version-store.ts';
import { addRolloutMachines, countPhases } from './rollout-machine-store.ts';
import { noMachines, viewRollout } from './rollout-record.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { rolloutSentence } from './rollout-sentence.ts';
import { insertRollout, newestRolloutOf } from './rollout-store.ts';
import { sortMachines } from './sort-machines.ts';

const shownLeft = 100;
const windowMs = 60 * 60_000;

export function startWith(check: RenderCheckOfMany, rule: SecondPersonRule): WriteHandler {
  return handleWrite(rolloutStart, function* ({ dryRun, reason, to, where, label = where, ...input }, actor) {
    const profile = yield* requireNonDestructive(to);
    yield* demandNoneOpen(input.image);
    if (label === undefined) throw new CommandRefused('nothingSelected', {});
    const selected = yield* selectMachines({ label }, actor, 'machine:grant');
    const { machines, left } = yield* sortMachines(selected, profile, check);
    if (machines.length === 0) throw nobody(label, left);
    const why = (yield* whyTwo(machines, actor, rule)) ?? null;
    const wanted = yield* wantedRollout({ ...input, where: label }, profile, actor, why);
    const begun = dryRun ? undefined : yield* begin(wanted, machines);
    const rollout = begun ?? { ...wanted, id: 0, version: 0, endedAtMs: null };
    const phases = begun ? yield* countPhases(begun.id) : { ...noMachines, waiting: machines.length };
    const output = {
      sentence: rolloutSentence({ rollout, count: machines.length, left: left.length, dryRun }),
      dryRun,
      rollout: viewRollout(rollout, phases),
      left: left.slice(0, shownLeft),
      leftCount: left.length,
    };
    const after = { ...output, machines: machines.map(({ id }) => id) };
    return { output, target: `rollout:${input.image}`, before: null, after, reason };
  });
}

function* wantedRollout(
  { image, ...order }: Pick<RolloutRecord, 'image'> & RolloutRecord['order'],
  profile: ProfileRecord,
  actor: Actor,
  why: string | null,
): Reading<Omit<RolloutRecord, 'id' | 'version' | 'endedAtMs'>> {
  return {
    ...{ image, profile: profile.name, profileVersion: profile.version, order, why },
    status: why === null ? 'running' : 'proposed',
    ...{ grantor: grantorOf(actor), createdBy: actor.name, createdAtMs: yield* now() },
  };
}

function* begin(
  wanted: Omit<RolloutRecord, 'id' | 'version' | 'endedAtMs'>,
  machines: readonly MachineRecord[],
): Writing<RolloutRecord> {
  const rollout = yield* insertRollout(wanted);
  yield* addRolloutMachines(
    rollout.id,
    machines.map(({ id }) => id),
  );
  const before = yield* byAge(new Set(machines.map(({ resting }) => resting)));
  yield* addVersions(rollout.image, [...before, rollout.profile]);
  return rollout.status === 'running' ? yield* advanceRollout(rollout) : rollout;
}

/** What machines rested on before are versions too, in the order in which they came here. */
function* byAge(resting: ReadonlySet<string>): Reading<readonly string[]> {
  const profiles: ProfileRecord[] = [];
  for (const name of resting) {
    const profile = yield* findProfile(name);
    if (profile) profiles.push(profile);
  }
  return profiles.toSorted((one, other) => one.importedAtMs - other.importedAtMs).map(({ name }) => name);
}

/** @throws CommandRefused when machines cannot rest on it */
function* requireNonDestructive(name: string): Reading<ProfileRecord> {
  const profile = yield* findProfile(name);
  if (!profile) throw yield* profileNotFound(name);
  if (profile.destructive)
    throw new CommandRefused('rolloutRefused', { profile: name, why: 'it is destructive' });
  return profile;
}

function* demandNoneOpen(image: string): Reading<void> {
  const newest = yield* newestRolloutOf(image);
  if (newest && ['proposed', 'running', 'paused'].includes(newest.status))
    throw new CommandRefused('rolloutOpen', { image, status: newest.status });
}

/** What one person has begun to roll out within the hour counts too: one after the other is no way around it. */
function* whyTwo(
  machines: readonly MachineRecord[],
  actor: Actor,
  rule: SecondPersonRule,
): Reading<string | undefined> {
  if (rule.secondPersonAbove === Infinity) return undefined;
  const sinceMs = (yield* now()) - windowMs;
  const begun = yield* readQuery((query) =>
    query
      .selectFrom('rollouts')
      .select('id')
      .where('grantor', '=', grantorOf(actor))
      .where('created_at_ms', '>', sinceMs)
      .where('status', '<>', 'proposed'),
  );
  const rows = yield* readInParts(
    begun.map(({ id }) => id),
    (query, some) =>
      query
        .selectFrom('rollout_machines')
        .select('machine_id')
        .where('rollout_id', 'in', some)
        .limit(rule.secondPersonAbove + 1),
  );
  const earlier = yield* findMachines(rows.map(({ machine_id }) => machine_id));
  const unguarded = earlier.filter(({ isProtected }) => !isProtected);
  return yield* whySecondPerson([...machines, ...unguarded], actor, rule);
}

function nobody(label: string, left: readonly { readonly why: string }[]): CommandRefused {
  const [first] = left;
  const why = first === undefined ? 'none has this label' : `${first.why}, for instance`;
  return new CommandRefused('rolloutNobody', { label, why });
}
