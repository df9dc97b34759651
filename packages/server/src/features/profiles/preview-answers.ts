import type { ProfilePreview } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { renderAnswerFile, renderPostInstall } from '../templates/render-answer.ts';
import { isLiveProfile, renderMachineFiles } from '../templates/render-machine-archive.ts';
import { readSubject } from '../templates/subject-store.ts';
import { maskSettings } from './answer-settings.ts';
import type { ProfileRecord } from './profile-record.ts';

/** What a machine would get of a profile, by the same rendering as when it asks; nothing is written. */
export function* previewAnswers(
  profile: ProfileRecord,
  machine: MachineRecord,
  serverUrl: string,
): Reading<ProfilePreview> {
  const subject = yield* readSubject(machine);
  const boot = { serverUrl, bootId: '[boot-id]', bootNumber: 0 };
  const rendered = Object.entries(profile.answers).map(([name, path]) => ({
    name,
    outcome: renderAnswerFile(path, profile, subject, boot),
  }));
  const last = profile.postInstall === null ? null : renderPostInstall(profile, subject, boot);
  const live = isLiveProfile(profile) ? renderMachineFiles(profile, subject, boot) : null;
  const machineFiles = live?.ok ? live.files.map(({ path, text }) => ({ name: path, text })) : [];
  const all = [...rendered, ...(last === null ? [] : [{ name: 'post-install', outcome: last }])];
  const liveProblems = live === null || live.ok ? [] : [live.why];
  return {
    machineId: machine.id,
    answers: [
      ...rendered.flatMap(({ name, outcome }) => (outcome.ok ? [{ name, text: outcome.text }] : [])),
      ...machineFiles,
    ],
    postInstall: last?.ok ? last.text : null,
    problems: [
      ...all.flatMap(({ name, outcome }) => (outcome.ok ? [] : [`${name}: ${outcome.why}`])),
      ...liveProblems,
    ],
  };
}

/** The profile with its secrets as people may see them. */
export function withoutSecrets<Shown extends Pick<ProfileRecord, 'spec' | 'locked'>>(profile: Shown): Shown {
  const { spec, locked } = profile;
  if (spec.method !== 'choice') return profile;
  return { ...profile, spec: { ...spec, settings: maskSettings({ ...spec.settings, ...emptyOf(locked) }) } };
}

function emptyOf(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, '']));
}
