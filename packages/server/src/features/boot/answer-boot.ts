import { choiceName } from '@netberth/catalogue';
import { fillScript } from '@netberth/ipxe';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import type { BootId } from '../../platform/boot-id.ts';
import { fillMessage, messages } from '../../platform/message-registry.ts';
import { raiseEvent } from '../events/event-store.ts';
import { knownOf } from '../machines/known-machines.ts';
import { labelsOf } from '../machines/label-store.ts';
import { identityIn } from '../machines/machine-identity.ts';
import type { Identity, KnownIdentifier } from '../machines/machine-identity.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { insertBoot, rememberBootId } from '../provisioning/boot-store.ts';
import { recordCallback } from '../provisioning/callback-store.ts';
import type { DownloadLine } from '../provisioning/download-line.ts';
import { noteWaiting } from '../provisioning/waiting-machine-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { applyEffects, applyMove, noteProblems, raiseAlerts } from './apply-effects.ts';
import type { AskingMedium, BootRequest } from './boot-request.ts';
import { decideBoot } from './decide-boot.ts';
import type { Decision, ShownProof, Situation } from './decide-boot.ts';
import type { PickedChoice } from './menu-pick.ts';
import { ipxePlatformOf } from './ipxe-platform.ts';
import type { IpxePlatform } from './ipxe-platform.ts';
import { numberedScript, waitedOf, waitingIn } from './keep-waiting.ts';
import { gatherSituation } from './gather-situation.ts';
import type { BootSettings } from './gather-situation.ts';
import { reasonText } from './render-boot-script.ts';
import { renderOrDisk } from './render-or-disk.ts';
import { retryScript } from './scripts/retry-script.ts';
import { takeTurn } from './take-turn.ts';
import type { ToldBoot } from './told-boot.ts';
import type { VisitLimit } from './visit-limit.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import type { ScriptCache } from './script-cache.ts';

export type BootTools = {
  readonly settings: BootSettings;
  readonly scripts: ScriptCache;
  readonly menu: MenuSource;
  readonly visits: VisitLimit;
  readonly line: DownloadLine;
  /** A fresh secret; called only when a profile is served. */
  readonly mintBootId: () => BootId;
};

export type AnsweredBoot = {
  readonly script: string;
  /** Null: it waits as it did when it asked last, which is no new boot; or it asked too often to be recorded. */
  readonly boot: ToldBoot | null;
};

/**
 * One visit to `/bootstrap`, whole: identify -> decide -> render -> record. The script may leave only after this work
 * has committed (rule 6).
 */
export function* answerBoot(request: BootRequest, tools: BootTools): Writing<AnsweredBoot> {
  const known = yield* knownOf(request.identity);
  const situation = yield* gatherSituation(request, tools.settings, known);
  const visit = tools.visits.take(situation);
  if (!visit.allowed) return yield* refuseVisit(situation, visit.limit);
  const asked = decideBoot(situation);
  const found = yield* applyEffects(asked, situation, request);
  const waited = yield* waitedOf(found, request);
  const decided = takeTurn(asked, found, waited, situation, tools.line);
  const machine = yield* applyMove(decided, found, situation);
  const subject = machine && (yield* subjectOf(machine, request.identity, known.identifiers, decided));
  const { buildarch } = request.hardware;
  const at = { platform: platformIn(request), buildarch, serverUrl: request.serverUrl };
  const surroundings = { ...at, menu: tools.menu, syslogPort: tools.settings.logs?.syslog?.port };
  const cache = machine === situation.machine ? tools.scripts : undefined;
  const { decision, script } = yield* renderOrDisk(decided, subject, surroundings, cache);
  const waits = waitingIn(decision.answer);
  if (waits && waited?.profile === waits.profile) {
    yield* noteWaiting(waited, waits.turn, situation.nowMs);
    return { script: numberedScript(script, waited.bootNumber), boot: null };
  }
  const isAll = !waits && decision.answer.kind !== 'profile';
  const told = yield* recordBoot({ request, situation, decision, subject, script: script.stored, isAll });
  const { number, machineId } = told;
  if (waits && machineId !== null) {
    const waiting = { machineId, bootNumber: number, sinceMs: situation.nowMs, profile: waits.profile };
    yield* noteWaiting(waiting, waits.turn, situation.nowMs);
    return { script: numberedScript(script, number), boot: told };
  }
  if (decision.answer.kind !== 'profile') return { script: script.stored, boot: told };
  const bootId = tools.mintBootId();
  yield* rememberBootId(hashSecret(bootId), told);
  const filled = fillScript(script.text, { 'boot-id': bootId, 'boot-number': String(number) });
  return { script: filled, boot: told };
}

type Answered = {
  readonly request: BootRequest;
  readonly situation: Situation;
  readonly decision: Decision;
  readonly subject: Subject | null;
  readonly script: string;
  /** Nothing else is written after it. */
  readonly isAll: boolean;
};

/** The visit in the history, with what it said that is not understood. */
function* recordBoot({ request, situation, decision, subject, script, isAll }: Answered): Writing<ToldBoot> {
  const machine = subject?.machine ?? null;
  yield* raiseAlerts(decision, subject);
  yield* noteProblems(request, machine);
  const { code, text } = reasonText(decision.reason, subject);
  const { answer } = decision;
  const grant = answer.kind === 'profile' ? answer.grant : null;
  const boot = {
    machineId: machine?.id ?? null,
    atMs: situation.nowMs,
    address: request.address,
    decision: answer.kind,
    profile: answer.kind === 'profile' ? answer.profile.name : null,
    choice: answer.kind === 'choice' ? nameOf(answer.pick) : null,
    reasonCode: code,
    reason: text,
    grantId: grant?.id ?? null,
    step: grant?.step ?? null,
    script,
  };
  const isSilent = request.medium === null && request.problems.length === 0;
  const number = yield* insertBoot(boot, isAll && isSilent);
  if (request.medium !== null)
    yield* recordCallback(number, 'medium', mediumText(request.medium, situation.proof));
  if (request.problems.length > 0) yield* recordCallback(number, 'request', request.problems.join('; '));
  return { ...boot, number };
}

/** It asks again by itself, and what was decided for it stands. */
function* refuseVisit({ machine, address }: Situation, limit: number): Writing<AnsweredBoot> {
  const key = 'askedTooOften';
  const { code, text } = messages[key];
  const who = machine === null ? 'what is no known machine' : `machine ${machine.id}`;
  const message = `${code}: ${who}, from ${address}: ${fillMessage(text, { limit })}`;
  yield* raiseEvent({ severity: 'alert', kind: key, message, machineId: machine?.id ?? null });
  return { script: retryScript(key, { limit }), boot: null };
}

/** `debian release=trixie,mode=text` */
function nameOf({ chosen }: PickedChoice): string {
  const { product, values } = chosen.choice;
  const mirror = chosen.mirror === null ? {} : { mirror: chosen.mirror };
  const given = choiceName({ ...values, ...chosen.inputs, ...mirror });
  return given === '' ? product : `${product} ${given}`;
}

function platformIn({ hardware, medium }: BootRequest): IpxePlatform {
  const platform = ipxePlatformOf(hardware['platform']);
  return platform === 'pcbios' && medium?.form === 'usb' ? 'pcbios-stick' : platform;
}

/** `17 (usb) by net0-12, attempt 2`; `17 (cd) by net0, as typed by a person; it showed the key of medium 17` */
function mediumText({ id, form, card, attempt }: AskingMedium, proof: ShownProof): string {
  const how = attempt === 0 ? 'as typed by a person' : `attempt ${attempt}`;
  return `${id} (${form}) by ${card}, ${how}${keyText(proof)}`;
}

/** What it says of itself is a word of the machine; the key is not. */
function keyText(proof: ShownProof): string {
  switch (proof.kind) {
    case 'none':
      return '';
    case 'key':
      return `; it showed the key of medium ${proof.medium}`;
    case 'revoked':
      return `; it showed the key of medium ${proof.medium}, which was revoked`;
    case 'wrong':
      return '; it showed a key that is none of its own';
  }
}

function* subjectOf(
  machine: MachineRecord,
  asked: Identity,
  known: readonly KnownIdentifier[],
  { answer }: Decision,
): Reading<Subject> {
  const own = known.filter(({ machineId }) => machineId === machine.id);
  // As readSubject has it, which answer files are rendered with.
  const identity = own.length === 0 ? { ...asked, macs: asked.macs.toSorted() } : identityIn(own);
  return { machine, identity, labels: answer.kind === 'profile' ? yield* labelsOf(machine.id) : {} };
}
