import type { Writing } from '../../database/work.ts';
import type { MessageKey, MessageValues } from '../../platform/message-registry.ts';
import { fillMessage, messages } from '../../platform/message-registry.ts';
import { raiseEvent } from '../events/event-store.ts';
import { findProfile } from '../profiles/profile-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { renderAnswerFile, renderPostInstall } from '../templates/render-answer.ts';
import type { BootOfSubject } from '../templates/render-answer.ts';
import {
  isLiveProfile,
  machineArchiveName,
  renderMachineArchive,
} from '../templates/render-machine-archive.ts';
import { readSubject } from '../templates/subject-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { findBearer, whyNotServed } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import { recordCallback } from './callback-store.ts';
import { startBoot } from './start-boot.ts';

/** What an installer asks for with the boot id of its boot. */
export type Asked = {
  readonly machineId: number;
  readonly bootId: string;
  readonly serverUrl: string;
  readonly what: { readonly kind: 'post-install' } | { readonly kind: 'answer'; readonly name: string };
};

export type Refusal = { readonly ok: false; readonly key: MessageKey; readonly values: MessageValues };
export type Served = { readonly ok: true; readonly text: string; readonly name: string } | Refusal;

/**
 * A file made for one boot. It is rendered first; then the boot counts as started, and only after that is committed
 * does the file leave: it may hold secrets, and what it starts may write to disks.
 */
export function* serveAnswer(asked: Asked): Writing<Served> {
  const bearer = yield* findBearer(asked.machineId, asked.bootId);
  if (!bearer) return refuse('wrongBootId', { machine: asked.machineId });
  return yield* serveBearer(bearer, asked);
}

/** The same for a boot that was found in another way than by its boot id. */
export function* serveBearer(bearer: BootBearer, asked: Omit<Asked, 'machineId'>): Writing<Served> {
  const { boot } = bearer;
  const profile = boot.profile === null ? undefined : yield* findProfile(boot.profile);
  if (!profile) return refuse('nothingToServe', { boot: boot.number, machine: bearer.machine.id });
  const early = whyNotServed(bearer, profile);
  if (early !== undefined) return refuse('bootOver', { boot: boot.number, why: early });
  const subject = yield* readSubject(bearer.machine);
  const file = makeFile(asked, profile, subject, boot.number);
  if (file === undefined) return refuse('noAnswerFile', { profile: profile.name, name: nameOf(asked) });
  if (!file.ok) return yield* refuseBroken(asked, bearer, profile, file.why);
  const why = yield* startBoot(bearer, profile);
  if (why !== undefined) return refuse('bootOver', { boot: boot.number, why });
  yield* recordCallback(boot.number, asked.what.kind, `fetched ${nameOf(asked)}`);
  return { ok: true, text: file.text, name: nameOf(asked) };
}

function nameOf({ what }: Pick<Asked, 'what'>): string {
  return what.kind === 'post-install' ? 'post-install' : what.name;
}

function makeFile(
  asked: Omit<Asked, 'machineId'>,
  profile: ProfileRecord,
  subject: Subject,
  bootNumber: number,
) {
  const boot: BootOfSubject = { serverUrl: asked.serverUrl, bootId: asked.bootId, bootNumber };
  if (asked.what.kind === 'post-install') return renderPostInstall(profile, subject, boot);
  if (asked.what.name === machineArchiveName && isLiveProfile(profile))
    return renderMachineArchive(profile, subject, boot);
  const path = Object.hasOwn(profile.answers, asked.what.name) ? profile.answers[asked.what.name] : undefined;
  return path === undefined ? undefined : renderAnswerFile(path, profile, subject, boot);
}

function refuse(key: MessageKey, values: MessageValues): Refusal {
  return { ok: false, key, values };
}

function* refuseBroken(
  asked: Pick<Asked, 'what'>,
  { machine }: BootBearer,
  profile: ProfileRecord,
  why: string,
): Writing<Refusal> {
  const values = { name: nameOf(asked), machine: machine.id, profile: profile.name, why };
  const { code, text } = messages.answerFailed;
  const message = `${code}: ${fillMessage(text, values)}`;
  yield* raiseEvent({ severity: 'alert', kind: 'answerFailed', message, machineId: machine.id });
  return refuse('answerFailed', values);
}
