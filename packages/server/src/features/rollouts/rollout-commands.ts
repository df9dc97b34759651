import {
  rolloutApprove,
  rolloutBack,
  rolloutList,
  rolloutPause,
  rolloutResume,
  rolloutShow,
  rolloutStop,
} from '@netberth/api';
import type { Permission, Rollout } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import { grantorOf } from '../provisioning/second-person.ts';
import type { SecondPersonRule } from '../provisioning/second-person.ts';
import { advanceRollout } from './advance-rollout.ts';
import { rollBack } from './roll-back.ts';
import { countPhases, isRolloutInReach, leaveTheRest } from './rollout-machine-store.ts';
import { viewRollout } from './rollout-record.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { listRollouts, newestRolloutOf, updateRollout } from './rollout-store.ts';
import { showRollout } from './show-rollout.ts';
import { startWith } from './start-rollout.ts';

export function rolloutCommands(check: RenderCheckOfMany, rule: SecondPersonRule): readonly CommandHandler[] {
  return [startWith(check, rule), list, show, approve, pause, resume, stop, back];
}

const list = handleRead(rolloutList, function* ({ limit }, actor) {
  const rollouts: Rollout[] = [];
  for (const rollout of yield* listRollouts(limit))
    if (yield* isRolloutInReach(rollout.id, actor, 'machine:read')) rollouts.push(yield* viewed(rollout));
  return { rollouts };
});

const show = handleRead(rolloutShow, function* ({ image, ...page }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:read');
  return yield* showRollout(rollout, page);
});

const approve = handleWrite(rolloutApprove, function* ({ image, reason }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:grant');
  demandStatus(rollout, ['proposed'], 'approving it');
  if (actor.userId === undefined) throw new CommandRefused('approverUnproved', { actor: actor.name });
  if (grantorOf(actor) === rollout.grantor)
    throw new CommandRefused('rolloutSamePerson', { image, actor: actor.name });
  // Two people answer for it: it counts for neither.
  const createdBy = `${rollout.createdBy}, approved by ${actor.name}`;
  const running = yield* updateRollout(rollout, { status: 'running', why: null, grantor: '', createdBy });
  return yield* changed(rollout, yield* advanceRollout(running), reason);
});

const pause = handleWrite(rolloutPause, function* ({ image, reason }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:grant');
  demandStatus(rollout, ['running'], 'a pause');
  const paused = yield* updateRollout(rollout, {
    status: 'paused',
    why: reason ?? `${actor.name} paused it`,
  });
  return yield* changed(rollout, paused, reason);
});

const resume = handleWrite(rolloutResume, function* ({ image, reason }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:grant');
  demandStatus(rollout, ['paused'], 'going on');
  const running = yield* updateRollout(rollout, { status: 'running', why: null });
  return yield* changed(rollout, yield* advanceRollout(running), reason);
});

const stop = handleWrite(rolloutStop, function* ({ image, reason }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:grant');
  demandStatus(rollout, ['proposed', 'running', 'paused'], 'stopping it');
  yield* leaveTheRest(rollout.id, 'the roll-out was stopped before its turn');
  const why = reason ?? `${actor.name} stopped it`;
  const stopped = yield* updateRollout(rollout, { status: 'stopped', why, endedAtMs: yield* now() });
  return yield* changed(rollout, stopped, reason);
});

const back = handleWrite(rolloutBack, function* ({ image, reason }, actor) {
  const rollout = yield* requireRollout(image, actor, 'machine:grant');
  demandStatus(rollout, ['running', 'paused', 'stopped', 'done'], 'rolling it back');
  return yield* changed(rollout, yield* rollBack(rollout), reason);
});

function* changed(
  before: RolloutRecord,
  after: RolloutRecord,
  reason: string | undefined,
): Writing<Done<Rollout>> {
  const output = yield* viewed(after);
  const { status, why } = before;
  return {
    output,
    target: `rollout:${after.image}`,
    before: { id: before.id, status, why },
    after: output,
    reason,
  };
}

function* viewed(rollout: RolloutRecord): Reading<Rollout> {
  return viewRollout(rollout, yield* countPhases(rollout.id));
}

/** The newest of an image. @throws CommandRefused when there is none that the actor may decide about */
function* requireRollout(image: string, actor: Actor, permission: Permission): Reading<RolloutRecord> {
  const rollout = yield* newestRolloutOf(image);
  if (!rollout || !(yield* isRolloutInReach(rollout.id, actor, permission)))
    throw new CommandRefused('rolloutUnknown', { image });
  return rollout;
}

function demandStatus({ image, status }: RolloutRecord, wanted: readonly string[], action: string): void {
  if (!wanted.includes(status)) throw new CommandRefused('rolloutStatus', { image, status, action });
}
