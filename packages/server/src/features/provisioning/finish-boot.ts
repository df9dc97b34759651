import type { Writing } from '../../database/work.ts';
import { updateMachine } from '../machines/machine-store.ts';
import { whyNoReport } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import { markBoot } from './boot-store.ts';
import { recordCallback } from './callback-store.ts';
import type { GrantRecord } from './grant-record.ts';
import { newestGrantOf, updateGrant } from './grant-store.ts';
import { moveMachine } from './move-machine.ts';

export type ReportOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/** A step ends only here. Told again, it answers like the first time and changes nothing (rule 3). */
export function* finishBoot(bearer: BootBearer): Writing<ReportOutcome> {
  const text = finishText(bearer);
  if (bearer.boot.finishedAtMs !== null) return { ok: true, text };
  const why = whyNoReport(bearer);
  if (why !== undefined) return { ok: false, why };
  yield* markBoot(bearer.boot.number, 'finished', bearer.nowMs);
  yield* recordCallback(bearer.boot.number, 'finish', text);
  if (bearer.grant !== null) yield* finishStep(bearer, bearer.grant);
  else yield* finishWithoutGrant(bearer);
  return { ok: true, text };
}

function finishText({ boot, machine, grant }: BootBearer): string {
  const next = grant && boot.step !== null ? grant.steps[boot.step + 1] : undefined;
  const profile = boot.profile ?? 'boot';
  return next === undefined
    ? `machine ${machine.id}: ${profile} finished`
    : `machine ${machine.id}: ${profile} finished, next is ${next}`;
}

function* finishStep(bearer: BootBearer, grant: GrantRecord): Writing<void> {
  const { boot, machine, nowMs } = bearer;
  const hasOtherGrant = machine.grantId !== null && machine.grantId !== grant.id;
  if (boot.step !== grant.step || hasOtherGrant) return;
  const after = { step: grant.step + 1, starts: 0, startedBoot: null };
  if (after.step === grant.steps.length) {
    yield* updateGrant(grant, { ...after, status: 'done' });
    yield* moveMachine(machine, 'finish-last', { grantId: null, finishedAtMs: nowMs, pendingSteps: [] });
    return;
  }
  const isNewest = (yield* newestGrantOf(machine.id))?.id === grant.id;
  const goesOn =
    isNewest && (grant.status === 'live' || grant.status === 'failed') && grant.expiresAtMs > nowMs;
  yield* updateGrant(grant, goesOn ? { ...after, status: 'live' } : after);
  if (goesOn) yield* moveMachine(machine, 'finish-step', { grantId: grant.id });
}

/** Discover has reported, or an install ends that was running when its machine was taken over from KIWIspray. */
function* finishWithoutGrant({ boot, machine, nowMs }: BootBearer): Writing<void> {
  if (boot.profile === 'discover') {
    yield* updateMachine(machine, { discoveredAtMs: nowMs });
    return;
  }
  const [current, ...rest] = machine.pendingSteps;
  if (current === undefined || current !== boot.profile || machine.grantId !== null) return;
  if (rest.length > 0) yield* updateMachine(machine, { pendingSteps: rest });
  else yield* moveMachine(machine, 'finish-last', { pendingSteps: [], finishedAtMs: nowMs });
}
