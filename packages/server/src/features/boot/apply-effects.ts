import type { Writing } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { addIdentifiers } from '../machines/identifier-store.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { blankMachine, findMachine, insertMachine, updateMachine } from '../machines/machine-store.ts';
import { endGrant } from '../provisioning/end-grant.ts';
import { updateGrant } from '../provisioning/grant-store.ts';
import { holdMachine } from '../provisioning/hold-machine.ts';
import { moveInRollout } from '../rollouts/rollout-machine-store.ts';
import type { Subject } from '../templates/template-values.ts';
import type { BootRequest } from './boot-request.ts';
import type { Decision, Situation } from './decide-boot.ts';
import { announcementOf } from './render-boot-script.ts';

/**
 * What comes true when a machine asks; that it moves does only when it is served: see {@link applyMove}.
 * @returns the machine after what the decision makes true; null for requests that are nobody's
 */
export function* applyEffects(
  { effects }: Decision,
  situation: Situation,
  request: BootRequest,
): Writing<MachineRecord | null> {
  let { machine } = situation;
  if (machine && hasNewHardware(machine, request)) {
    machine = yield* updateMachine(machine, { hardware: { ...machine.hardware, ...request.hardware } });
  }
  for (const effect of effects) {
    switch (effect.kind) {
      case 'record-machine':
        machine = yield* insertMachine(
          { ...blankMachine, hardware: request.hardware, firstSeenAtMs: situation.nowMs },
          situation.nowMs,
        );
        yield* addIdentifiers(machine.id, request.identity);
        break;
      case 'hold':
        yield* holdAll(effect.machineIds, effect.why);
        break;
      case 'bind-address':
        if (situation.grant) yield* updateGrant(situation.grant, { address: request.address });
        break;
      case 'end-grant':
        if (machine && situation.grant) {
          machine = yield* endGrant(machine, situation.grant, effect.event, effect.why);
        }
        break;
      case 'move':
      case 'raise':
        break;
    }
  }
  return machine;
}

/** A machine of a roll-out boots its new version, and rests on it from now on. */
export function* applyMove(
  { answer, effects }: Decision,
  machine: MachineRecord | null,
  { nowMs }: Pick<Situation, 'nowMs'>,
): Writing<MachineRecord | null> {
  const move = effects.find(({ kind }) => kind === 'move');
  if (machine === null || move?.kind !== 'move' || answer.kind !== 'profile') return machine;
  yield* moveInRollout(move.move.machine, 'booted', { atMs: nowMs });
  return yield* updateMachine(machine, { resting: move.move.profile.name, rolloutId: null });
}

function hasNewHardware(machine: MachineRecord, { hardware }: BootRequest): boolean {
  return Object.entries(hardware).some(([name, value]) => machine.hardware[name] !== value);
}

function* holdAll(machineIds: readonly number[], why: string): Writing<void> {
  for (const id of machineIds) {
    const machine = yield* findMachine(id);
    if (machine) yield* holdMachine(machine, `identity in conflict: ${why}`);
  }
}

/** Tells people what they should know of a decision; a conflict is told at every machine it concerns. */
export function* raiseAlerts({ reason, effects }: Decision, subject: Subject | null): Writing<void> {
  const held = effects.flatMap((effect) => (effect.kind === 'hold' ? effect.machineIds : []));
  for (const effect of effects) {
    if (effect.kind !== 'raise') continue;
    const { who, code, text } = announcementOf(reason, subject);
    const concerned = held.length > 0 ? held : [subject?.machine.id ?? null];
    for (const machineId of concerned) {
      const message = `${code}: ${who}: ${text}`;
      yield* raiseEvent({ severity: effect.severity, kind: reason.key, message, machineId });
    }
  }
}

/** What a machine sent and nobody can use, a person may want to know: a card whose MAC is nonsense is not seen. */
export function* noteProblems(
  { problems }: Pick<BootRequest, 'problems'>,
  machine: MachineRecord | null,
): Writing<void> {
  if (machine === null || problems.length === 0) return;
  const message = `${machineName(machine)} sent what is not usable: ${problems.join('; ')}`;
  yield* raiseEvent({ severity: 'note', kind: 'unusableValues', message, machineId: machine.id });
}
