import { choiceName } from '@netberth/catalogue';
import type { Writing } from '../../database/work.ts';
import type { BootRecord } from '../provisioning/boot-record.ts';
import { insertBoot } from '../provisioning/boot-store.ts';
import { recordCallback } from '../provisioning/callback-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { noteProblems, raiseAlerts } from './apply-effects.ts';
import type { AskingMedium, BootRequest } from './boot-request.ts';
import type { Decision, ShownProof, Situation } from './decide-boot.ts';
import type { PickedChoice } from './menu-pick.ts';
import { reasonText } from './render-boot-script.ts';

/** A boot as it was answered, for whoever counts or logs it; without its script. */
export type AnsweredBoot = Omit<BootRecord, 'script' | 'startedAtMs' | 'finishedAtMs' | 'failedAtMs'>;

/** Who asked, and what it came to; `subject` is null for requests that are nobody's. */
export type DecidedVisit = {
  readonly request: BootRequest;
  readonly situation: Situation;
  readonly decision: Decision;
  readonly subject: Subject | null;
};

/**
 * The visit in the history, with what it said that is not understood.
 * @param isAll nothing else is written after it
 */
export function* recordBoot(
  { request, situation, decision, subject }: DecidedVisit,
  script: string,
  isAll: boolean,
): Writing<AnsweredBoot> {
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

/** `debian release=trixie,mode=text` */
function nameOf({ chosen }: PickedChoice): string {
  const { product, values } = chosen.choice;
  const mirror = chosen.mirror === null ? {} : { mirror: chosen.mirror };
  const given = choiceName({ ...values, ...chosen.inputs, ...mirror });
  return given === '' ? product : `${product} ${given}`;
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
