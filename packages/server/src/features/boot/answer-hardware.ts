import type { Reading, Writing } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { knownOf } from '../machines/known-machines.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { bearerOf } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { recentBootsOf, rememberBootId } from '../provisioning/boot-store.ts';
import { serveBearer } from '../provisioning/serve-answer.ts';
import type { Served } from '../provisioning/serve-answer.ts';
import { readSubject } from '../templates/subject-store.ts';
import type { BootTools } from './answer-boot.ts';
import { raiseAlerts } from './apply-effects.ts';
import { decideBoot } from './decide-boot.ts';
import type { Decision } from './decide-boot.ts';
import { gatherSituation } from './gather-situation.ts';
import { announcementOf } from './render-boot-script.ts';

/** What an installer asks that knows no boot id, only the machine that it runs on. */
export type AskedByHardware = {
  readonly identity: Identity;
  readonly address: string;
  readonly serverUrl: string;
  /** Of the answer file. */
  readonly name: string;
};

/**
 * The answer file of the boot that the machine comes from. It gets it only where `/bootstrap` would serve the same step of
 * the same grant to the same identifiers from the same address now, so it says no more to a stranger than that does; once
 * the step has started, nothing any more.
 */
export function* answerHardware(
  asked: AskedByHardware,
  { settings, mintBootId }: Pick<BootTools, 'settings' | 'mintBootId'>,
): Writing<Served> {
  const known = yield* knownOf(asked.identity);
  const request = { ...asked, pick: null, keyHash: null };
  const situation = yield* gatherSituation(request, settings, known);
  const decision = decideBoot(situation);
  const subject = situation.machine && (yield* readSubject(situation.machine));
  const bearer = yield* comingFrom(decision, situation.machine?.id);
  if (bearer === undefined) {
    yield* raiseAlerts(decision, subject);
    const { who, code, text } = announcementOf(decision.reason, subject);
    const why = decision.answer.kind === 'profile' ? 'it has not booted that profile' : `${code}: ${text}`;
    return { ok: false, key: 'noAnswerByHardware', values: { who, why } };
  }
  const bootId = mintBootId();
  const { serverUrl, name } = asked;
  const served = yield* serveBearer(bearer, { bootId, serverUrl, what: { kind: 'answer', name } });
  if (served.ok) yield* rememberBootId(hashSecret(bootId), bearer.boot);
  return served;
}

/** The machine's newest boot, if that was served the step that would be served now. */
function* comingFrom({ answer }: Decision, machineId: number | undefined): Reading<BootBearer | undefined> {
  if (answer.kind !== 'profile' || answer.grant === null || machineId === undefined) return undefined;
  const [boot] = yield* recentBootsOf(machineId, 1);
  const isSame = boot?.grantId === answer.grant.id && boot.step === answer.grant.step;
  return boot !== undefined && isSame ? yield* bearerOf(boot) : undefined;
}
