import { fillScript } from '@netberth/ipxe';
import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import type { BootId } from '../../platform/boot-id.ts';
import { fillMessage, messages } from '../../platform/message-registry.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { raiseEvent } from '../events/event-store.ts';
import { knownOf } from '../machines/known-machines.ts';
import { labelsOf } from '../machines/label-store.ts';
import { identityIn } from '../machines/machine-identity.ts';
import type { Identity, KnownIdentifier } from '../machines/machine-identity.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { rememberBootId } from '../provisioning/boot-store.ts';
import type { DownloadLine } from '../provisioning/download-line.ts';
import { noteWaiting } from '../provisioning/waiting-machine-store.ts';
import type { WaitingMachine } from '../provisioning/waiting-machine-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { applyEffects, applyMove } from './apply-effects.ts';
import type { BootRequest } from './boot-request.ts';
import { decideBoot } from './decide-boot.ts';
import type { Decision, Situation } from './decide-boot.ts';
import { gatherSituation } from './gather-situation.ts';
import type { BootSettings } from './gather-situation.ts';
import { ipxePlatformOf } from './ipxe-platform.ts';
import type { IpxePlatform } from './ipxe-platform.ts';
import { numberedScript, waitedOf, waitingIn } from './keep-waiting.ts';
import { recordBoot } from './record-boot.ts';
import type { AnsweredBoot, DecidedVisit } from './record-boot.ts';
import { renderOrDisk } from './render-or-disk.ts';
import type { ReadyScript, ScriptCache } from './script-cache.ts';
import { retryScript } from './scripts/retry-script.ts';
import { takeTurn } from './take-turn.ts';
import type { Surroundings } from './to-render.ts';
import type { VisitLimit } from './visit-limit.ts';

export type BootTools = {
  readonly settings: BootSettings;
  readonly scripts: ScriptCache;
  readonly menu: MenuSource;
  readonly visits: VisitLimit;
  readonly line: DownloadLine;
  /** A fresh secret; called only when a profile is served. */
  readonly mintBootId: () => BootId;
};

export type BootAnswer = {
  readonly script: string;
  /** Null: it waits as it did when it asked last, which is no new boot; or it asked too often to be recorded. */
  readonly boot: AnsweredBoot | null;
};

/**
 * One visit to `/bootstrap`, whole: identify -> decide -> render -> record. The script may leave only after this work
 * has committed (rule 6).
 */
export function* answerBoot(request: BootRequest, tools: BootTools): Writing<BootAnswer> {
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
  const cache = machine === situation.machine ? tools.scripts : undefined;
  const { decision, script } = yield* renderOrDisk(decided, subject, surroundingsOf(request, tools), cache);
  return yield* giveOut({ request, situation, decision, subject }, script, waited, tools);
}

/** Recorded, and filled in: the number of the boot where it waits, a boot id where a profile is served. */
function* giveOut(
  visit: DecidedVisit,
  script: ReadyScript,
  waited: WaitingMachine | undefined,
  { mintBootId }: BootTools,
): Writing<BootAnswer> {
  const { nowMs } = visit.situation;
  const { answer } = visit.decision;
  const waits = waitingIn(answer);
  if (waits && waited?.profile === waits.profile) {
    yield* noteWaiting(waited, waits.turn, nowMs);
    return { script: numberedScript(script, waited.bootNumber), boot: null };
  }
  const isAll = !waits && answer.kind !== 'profile';
  const boot = yield* recordBoot(visit, script.stored, isAll);
  const { number, machineId } = boot;
  if (waits && machineId !== null) {
    const waiting = { machineId, bootNumber: number, sinceMs: nowMs, profile: waits.profile };
    yield* noteWaiting(waiting, waits.turn, nowMs);
    return { script: numberedScript(script, number), boot };
  }
  if (answer.kind !== 'profile') return { script: script.stored, boot };
  const bootId = mintBootId();
  yield* rememberBootId(hashSecret(bootId), boot);
  return { script: fillScript(script.text, { 'boot-id': bootId, 'boot-number': String(number) }), boot };
}

/** It asks again by itself, and what was decided for it stands. */
function* refuseVisit({ machine, address }: Situation, limit: number): Writing<BootAnswer> {
  const key = 'askedTooOften';
  const { code, text } = messages[key];
  const who = machine === null ? 'what is no known machine' : `machine ${machine.id}`;
  const message = `${code}: ${who}, from ${address}: ${fillMessage(text, { limit })}`;
  yield* raiseEvent({ severity: 'alert', kind: key, message, machineId: machine?.id ?? null });
  return { script: retryScript(key, { limit }), boot: null };
}

function surroundingsOf(request: BootRequest, { menu, settings }: BootTools): Surroundings {
  const { hardware, serverUrl } = request;
  const syslogPort = settings.logs?.syslog?.port;
  return { platform: platformIn(request), buildarch: hardware['buildarch'], serverUrl, menu, syslogPort };
}

function platformIn({ hardware, medium }: BootRequest): IpxePlatform {
  const platform = ipxePlatformOf(hardware['platform']);
  return platform === 'pcbios' && medium?.form === 'usb' ? 'pcbios-stick' : platform;
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
