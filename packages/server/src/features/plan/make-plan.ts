import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Configuration, Plan, PlanChange } from '@netberth/api';
import { checkLimits } from '@netberth/plan';
import type { Database, Reading } from '../../database/work.ts';
import { keyring, now } from '../../database/work.ts';
import { revisionOf } from '../../commands/revision.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { appliedKey } from './applied-store.ts';
import type { Applied } from './applied-store.ts';
import { gatherSteps, readForPlan } from './gather-steps.ts';
import type { Gathered } from './gather-steps.ts';
import { knownMachines, knownMachinesInTurns } from './known-machines.ts';
import { lastChanges } from './last-changes.ts';
import { compareMachines } from './machine-steps.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { keyState } from '../secrets/secret-store.ts';
import { rolloutNotes } from './rollout-notes.ts';

type Sign = (text: string) => string;

export type PlanMaker = PlanSources & {
  /** Keyed, so that nobody finds a secret by trying what gives the same; for where there is no key of the secrets. */
  readonly sign: Sign;
  readonly server: string;
  readonly secondPersonAbove: number;
};

/** A step with the id by which it is approved. */
export type PlannedStep = { readonly step: Step; readonly id: string };
export type MadePlan = {
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
  readonly digests: Digests;
};
/** What the folder says of each thing, by kind and name. */
export type Digests = readonly { readonly kind: string; readonly name: string; readonly digest: string }[];

/** What an apply would do, for people and for {@link MadePlan.steps}. Reads only. */
export function* makePlan(maker: PlanMaker, asked: Asked): Reading<MadePlan> {
  const reading = yield* readForPlan(maker, asked, yield* knownMachines(maker, asked));
  const comparing = compareMachines(asked, reading.known, reading.restings);
  return yield* finishPlan(maker, asked, gatherSteps(reading, atOnce(comparing), asked));
}

function atOnce(comparing: Generator<undefined, KindPlan>): KindPlan {
  for (;;) {
    const { done, value } = comparing.next();
    if (done === true) return value;
  }
}

/** The same outside of a transaction: with many machines, requests of others are answered in between. */
export async function makePlanInTurns(database: Database, maker: PlanMaker, asked: Asked): Promise<MadePlan> {
  const known = await knownMachinesInTurns(database, maker, asked);
  const reading = await database.read(() => readForPlan(maker, asked, known));
  const comparing = compareMachines(asked, reading.known, reading.restings);
  for (;;) {
    const { done, value } = comparing.next();
    if (done === true)
      return await database.read(() => finishPlan(maker, asked, gatherSteps(reading, value, asked)));
    await setImmediate();
  }
}

function* finishPlan(maker: PlanMaker, asked: Asked, gathered: Gathered): Reading<MadePlan> {
  const sign = yield* signerOf(maker);
  const steps = gathered.steps.map((step) => ({ step, id: idOf(step, sign) }));
  const digests = digestsOf(asked.configuration);
  const drifted = driftOf(gathered, digests);
  const last = yield* lastChanges([...drifted], asked.actor);
  const radius = radiusOf(gathered.steps);
  const kinds = Object.entries(gathered.kinds);
  const plan: Plan = {
    id: createHash('sha256')
      .update(steps.map(({ id }) => id).join(' '))
      .digest('hex')
      .slice(0, 16),
    madeAt: isoTime(yield* now()),
    server: maker.server,
    prune: asked.prune,
    changes: steps.map(({ step, id }) => changeOf(step, id, drifted.has(step), last)),
    unchanged: kinds.reduce((sum, [, { unchanged }]) => sum + unchanged, 0),
    undescribed: Object.fromEntries(
      kinds.flatMap(([kind, { undescribed }]) => (undescribed > 0 ? [[kind, undescribed]] : [])),
    ),
    radius,
    secondPerson: whySecondPerson(gathered.steps, maker),
    limits: checkLimits(radius, asked.configuration.limits ?? {}, asked.limits),
    problems: kinds.flatMap(([, { problems }]) =>
      problems.map(({ at, message }) => ({ at: [...at], message })),
    ),
    notes: [...(yield* rolloutNotes(gathered.steps))],
  };
  return { plan, steps, digests };
}

/** By the key that all servers on this database have, so that what one has planned another may apply. */
function* signerOf({ sign }: PlanMaker): Reading<Sign> {
  const state = yield* keyState();
  return state.kind === 'right' ? (yield* keyring()).signer(state.keyId, 'plans') : sign;
}

function idOf({ kind, name, action, fields, revision, hidden }: Step, sign: Sign): string {
  const shown = revisionOf([kind, name, action, fields, revision]);
  return sign(JSON.stringify([shown, hidden ?? null])).slice(0, 24);
}

function changeOf(
  { kind, name, action, fields, touches, target }: Step,
  id: string,
  isDrift: boolean,
  last: ReadonlyMap<string, PlanChange['lastChange']>,
): PlanChange {
  return {
    ...{ id, kind, name, action, fields: [...fields], machines: touches.size, isDrift },
    lastChange: (target !== null && last.get(target)) || null,
  };
}

/** Things of which the folder says what it said when it was applied last. */
function driftOf({ steps, applied }: Gathered, digests: Digests): ReadonlySet<Step> {
  const said = new Map(digests.map(({ kind, name, digest }) => [appliedKey(kind, name), digest]));
  return new Set(
    steps.filter(({ kind, name, action }) => {
      const key = appliedKey(kind, name);
      return action !== 'remove' && action !== 'grant' && isSameAs(applied.get(key), said.get(key));
    }),
  );
}

function isSameAs(applied: Applied | undefined, digest: string | undefined): boolean {
  return applied !== undefined && applied.digest === digest;
}

/** Without secrets: these lines lie in the database. */
function digestsOf(configuration: Configuration): Digests {
  const of = (kind: string, things: Readonly<Record<string, unknown>> | undefined) =>
    Object.entries(things ?? {}).map(([name, thing]) => ({
      kind,
      name,
      digest: revisionOf(withoutSet(thing)),
    }));
  return [
    ...of('role', configuration.roles),
    ...of('group', configuration.groups),
    ...of('setting', configuration.settings),
    ...of('menu', configuration.menu),
    ...of('profile', configuration.profiles),
    ...of('machine', configuration.machines),
    ...of('rule', configuration.rules),
  ];
}

function withoutSet(thing: unknown): unknown {
  if (typeof thing !== 'object' || thing === null || !('set' in thing)) return thing;
  return { ...thing, set: Object.keys(thing.set ?? {}) };
}

function radiusOf(steps: readonly Step[]): Plan['radius'] {
  const touched = new Map<number | string, boolean>();
  for (const { touches } of steps)
    for (const [machine, isProtected] of touches)
      touched.set(machine, isProtected || (touched.get(machine) ?? false));
  return {
    machines: touched.size,
    protected: [...touched.values()].filter(Boolean).length,
    grants: steps.reduce((sum, { grants = 0 }) => sum + grants, 0),
    removals: steps.filter(({ action }) => action === 'remove').length,
    everyone: [...new Set(steps.flatMap(({ everyone }) => everyone ?? []))],
  };
}

/** What was granted within the hour counts too; that is asked when it is applied. */
function whySecondPerson(steps: readonly Step[], { secondPersonAbove }: PlanMaker): string | null {
  const granting = steps.filter(({ grants = 0 }) => grants > 0);
  const guarded = granting.flatMap(({ touches }) => [...touches.values()]).filter(Boolean).length;
  if (guarded > 0)
    return `${guarded} of the machines to be granted ${guarded === 1 ? 'is' : 'are'} protected`;
  const most = Math.max(0, ...granting.map(({ grants = 0 }) => grants));
  return most > secondPersonAbove
    ? `${most} machines would be granted, and one person may grant ${secondPersonAbove} an hour`
    : null;
}
