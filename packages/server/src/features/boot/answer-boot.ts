import { fillScript, redactScript } from '@netberth/ipxe';
import { now, readQuery } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import type { BootId } from '../../platform/boot-id.ts';
import { raiseEvent } from '../events/event-store.ts';
import { identifyMachine } from '../machines/identify-machine.ts';
import { addIdentifiers, identifiersSharedWith } from '../machines/identifier-store.ts';
import { labelsOf } from '../machines/label-store.ts';
import type { Identity, KnownIdentifier } from '../machines/machine-identity.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import {
  blankMachine,
  countMachinesCreatedSince,
  findMachine,
  insertMachine,
  updateMachine,
} from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { insertBoot } from '../provisioning/boot-store.ts';
import { endGrant } from '../provisioning/end-grant.ts';
import { findGrant, updateGrant } from '../provisioning/grant-store.ts';
import { holdMachine } from '../provisioning/hold-machine.ts';
import type { Subject } from '../templates/template-values.ts';
import type { BootRequest } from './boot-request.ts';
import { decideBoot, profilesInQuestion } from './decide-boot.ts';
import type { Answer, Decision, NewMachines, Reason, Situation } from './decide-boot.ts';
import { announcementOf, renderBootScript } from './render-boot-script.ts';
import type { Rendered } from './render-boot-script.ts';

export type BootSettings = { readonly newMachines: NewMachines; readonly newMachinesPerMinute: number };

export type AnsweredBoot = { readonly decision: Answer['kind']; readonly script: string };

/**
 * One visit to `/bootstrap`, whole: identify -> decide -> render -> record. The script may leave only after this work
 * has committed (rule 6).
 *
 * @param bootId fresh for each call; it is given out only with a profile
 */
export function* answerBoot(
  request: BootRequest,
  settings: BootSettings,
  bootId: BootId,
): Writing<AnsweredBoot> {
  const known = yield* identifiersSharedWith(request.identity);
  const situation = yield* gatherSituation(request, settings, known);
  const decided = decideBoot(situation);
  const machine = yield* applyEffects(decided, situation, request);
  const subject = machine && (yield* subjectOf(machine, request.identity, known, decided));
  const { decision, rendered } = yield* renderOrDisk(decided, subject, request);
  yield* raiseAlert(decision, subject);
  const profile = decision.answer.kind === 'profile' ? decision.answer : null;
  const announcement = announcementOf(decision.reason, subject);
  const number = yield* insertBoot({
    machineId: machine?.id ?? null,
    atMs: situation.nowMs,
    address: request.address,
    decision: decision.answer.kind,
    profile: profile?.profile.name ?? null,
    reasonCode: announcement.code,
    reason: announcement.text,
    grantId: profile?.grant?.id ?? null,
    step: profile?.grant?.step ?? null,
    bootIdHash: profile && hashSecret(bootId),
    script: redactScript(rendered),
  });
  const script = fillScript(rendered, { 'boot-id': bootId, 'boot-number': String(number) });
  return { decision: decision.answer.kind, script };
}

/** Everything the decision looks at, as the database has it now. */
export function* gatherSituation(
  { identity, address, pick }: Pick<BootRequest, 'identity' | 'address' | 'pick'>,
  { newMachines, newMachinesPerMinute }: BootSettings,
  known: readonly KnownIdentifier[],
): Reading<Situation> {
  const nowMs = yield* now();
  const identification = identifyMachine(identity, known);
  const machine =
    identification.kind === 'known' ? ((yield* findMachine(identification.machineId)) ?? null) : null;
  const grant = machine?.grantId ? ((yield* findGrant(machine.grantId)) ?? null) : null;
  const profiles = new Map<string, ProfileRecord>();
  for (const name of profilesInQuestion(machine, grant, newMachines, pick)) {
    const profile = yield* findProfile(name);
    if (profile) profiles.set(name, profile);
  }
  const isNewLimitReached =
    identification.kind === 'unknown' &&
    (yield* countMachinesCreatedSince(nowMs - 60_000)) >= newMachinesPerMinute;
  return {
    nowMs,
    address,
    pick,
    identification,
    machine,
    grant,
    profiles,
    newMachines,
    newLimit: newMachinesPerMinute,
    isNewLimitReached,
  };
}

function* applyEffects(
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
        machine = yield* insertMachine({ ...blankMachine, hardware: request.hardware }, situation.nowMs);
        yield* addIdentifiers(machine.id, request.identity);
        break;
      case 'hold':
        for (const id of effect.machineIds) {
          const conflicting = yield* findMachine(id);
          if (conflicting) yield* holdMachine(conflicting, `identity in conflict: ${effect.why}`);
        }
        break;
      case 'bind-address':
        if (situation.grant) yield* updateGrant(situation.grant, { address: request.address });
        break;
      case 'end-grant':
        if (machine && situation.grant)
          machine = yield* endGrant(machine, situation.grant, effect.event, effect.why);
        break;
      case 'raise':
        break;
    }
  }
  return machine;
}

function hasNewHardware(machine: MachineRecord, { hardware }: BootRequest): boolean {
  return Object.entries(hardware).some(([name, value]) => machine.hardware[name] !== value);
}

function* subjectOf(
  machine: MachineRecord,
  asked: Identity,
  known: readonly KnownIdentifier[],
  { answer }: Decision,
): Reading<Subject> {
  const own = known.filter(({ machineId }) => machineId === machine.id);
  const identity =
    own.length === 0
      ? asked
      : {
          macs: own.filter(({ kind }) => kind === 'mac').map(({ value }) => value),
          uuid: own.find(({ kind }) => kind === 'uuid')?.value ?? null,
          serial: own.find(({ kind }) => kind === 'serial')?.value ?? null,
        };
  return { machine, identity, labels: answer.kind === 'profile' ? yield* labelsOf(machine.id) : {} };
}

type Outcome = { decision: Decision; rendered: Extract<Rendered, { ok: true }>['text'] };

/** A script that cannot be made is no reason to hang: the disk, and an alert (rule 9). */
export function* renderOrDisk(
  decision: Decision,
  subject: Subject | null,
  request: Pick<BootRequest, 'hardware' | 'serverUrl'>,
): Reading<Outcome> {
  const menuProfiles = decision.answer.kind === 'menu' ? yield* harmlessProfiles() : [];
  const inputs = {
    subject,
    platform: request.hardware['platform'],
    serverUrl: request.serverUrl,
    menuProfiles,
  };
  const rendered = renderBootScript({ ...decision, ...inputs });
  if (rendered.ok) return { decision, rendered: rendered.text };
  const profile = decision.answer.kind === 'profile' ? decision.answer.profile.name : decision.answer.kind;
  const reason: Reason = { key: 'templateFailed', values: { profile, why: rendered.why } };
  const safe: Decision = {
    answer: { kind: 'disk' },
    reason,
    effects: [{ kind: 'raise', severity: 'alert' }],
  };
  const disk = renderBootScript({ ...safe, ...inputs });
  if (!disk.ok) throw new Error(`Rendering the local disk script: ${disk.why}`);
  return { decision: safe, rendered: disk.text };
}

function* harmlessProfiles(): Reading<readonly string[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('profiles').select('name').where('destructive', '=', 0).orderBy('name').limit(100),
  );
  return rows.map(({ name }) => name);
}

function* raiseAlert({ reason, effects }: Decision, subject: Subject | null): Writing<void> {
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
