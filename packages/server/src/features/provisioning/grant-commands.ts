import { machineGrant, machineHold, machineRevoke, machineUnhold } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { updateMachine } from '../machines/machine-store.ts';
import { requireMachine } from '../machines/machine-reference.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { endGrant } from './end-grant.ts';
import { isGrantLive } from './grant-record.ts';
import type { GrantRecord } from './grant-record.ts';
import { findGrant, insertGrant, newestGrantOf, updateGrant } from './grant-store.ts';
import { holdMachine, unholdMachine } from './hold-machine.ts';
import { viewMachine } from './machine-view.ts';
import { moveMachine } from './move-machine.ts';
import type { RenderCheck } from './render-check.ts';

export function grantCommands(check: RenderCheck): readonly CommandHandler[] {
  return [grantWith(check), revoke, hold, unhold];
}

function grantWith(check: RenderCheck): CommandHandler {
  return handleWrite(machineGrant, function* (input, actor) {
    const found = yield* requireMachine(input.machine);
    const before = yield* viewMachine(found);
    yield* checkSteps(found, input.profiles, check);
    const machine = yield* withoutGrant(found, input.replace);
    const createdAtMs = yield* now();
    const grant = yield* insertGrant({
      machineId: machine.id,
      status: 'live',
      steps: input.profiles,
      step: 0,
      starts: 0,
      maxStarts: input.maxStarts,
      startedBoot: null,
      address: null,
      expiresAtMs: createdAtMs + durationMs(input.expires),
      createdAtMs,
      createdBy: actor.name,
      reason: input.reason ?? null,
    });
    const granted = yield* moveMachine(machine, 'grant', { grantId: grant.id, pendingSteps: [] });
    if (!granted) {
      const hint =
        machine.state === 'held' ? `netberth machine unhold ${machine.id}` : 'Revoke the grant first.';
      throw new CommandRefused('stateRefuses', {
        machine: machine.id,
        state: machine.state,
        action: 'a grant',
        hint,
      });
    }
    return yield* done(granted, before, input.reason);
  });
}

function* checkSteps(machine: MachineRecord, names: readonly string[], check: RenderCheck): Reading<void> {
  for (const name of new Set(names)) {
    const profile = yield* findProfile(name);
    if (!profile) throw new CommandRefused('profileNotFound', { profile: name });
    const [why] = yield* check(machine, profile);
    if (why !== undefined)
      throw new CommandRefused('templateRefused', { profile: name, machine: machine.id, why });
  }
}

/** A live grant stays unless the caller says to replace it; one that has expired is put away. */
function* withoutGrant(machine: MachineRecord, replace: boolean): Writing<MachineRecord> {
  const current = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!current) return machine;
  if (!isGrantLive(current, yield* now())) {
    return yield* endGrant(machine, current, 'expire', `grant ${current.id} expired`);
  }
  if (!replace) throw alreadyGranted(machine, current);
  const ended = yield* endGrant(machine, current, 'revoke', `grant ${current.id} was replaced`);
  const gone = yield* findGrant(current.id);
  if (gone) yield* updateGrant(gone, { status: 'replaced' });
  return ended;
}

function alreadyGranted(machine: MachineRecord, grant: GrantRecord): CommandRefused {
  return new CommandRefused('alreadyGranted', {
    machine: machine.id,
    grant: grant.id,
    steps: grant.steps.join(','),
    expires: isoTime(grant.expiresAtMs),
  });
}

const revoke = handleWrite(machineRevoke, function* (input, actor) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  const grant = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!grant) return yield* done(yield* revokeFailed(machine), before, input.reason);
  const why = `grant ${grant.id} was revoked by ${actor.name}`;
  return yield* done(yield* endGrant(machine, grant, 'revoke', why), before, input.reason);
});

/** A late finish would bring the grant of a failed install back to life. */
function* revokeFailed(machine: MachineRecord): Writing<MachineRecord> {
  const grant = yield* newestGrantOf(machine.id);
  if (grant?.status !== 'failed' || grant.expiresAtMs <= (yield* now()))
    throw new CommandRefused('nothingGranted', { machine: machine.id });
  yield* updateGrant(grant, { status: 'revoked' });
  return yield* updateMachine(machine, {});
}

const hold = handleWrite(machineHold, function* (input, actor) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  const why = input.reason ? `${input.reason} (${actor.name})` : `by ${actor.name}`;
  return yield* done(yield* holdMachine(machine, why), before, input.reason);
});

const unhold = handleWrite(machineUnhold, function* (input) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  if (machine.state !== 'held') {
    const values = { machine: machine.id, state: machine.state, action: 'letting it go' };
    throw new CommandRefused('stateRefuses', { ...values, hint: 'It is not held; nothing to do.' });
  }
  return yield* done(yield* unholdMachine(machine), before, input.reason);
});

function* done(machine: MachineRecord, before: Machine, reason: string | undefined): Reading<Done<Machine>> {
  const after = yield* viewMachine(machine);
  return { output: after, target: `machine:${machine.id}`, before, after, reason };
}
