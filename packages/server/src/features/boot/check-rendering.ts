import type { Reading } from '../../database/work.ts';
import { newBootId } from '../../platform/boot-id.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import type { RenderCheck } from '../provisioning/render-check.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { renderAnswerFile, renderPostInstall } from '../templates/render-answer.ts';
import { isLiveProfile, renderMachineFiles } from '../templates/render-machine-archive.ts';
import { readSubject } from '../templates/subject-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { ipxePlatformOf } from './ipxe-platform.ts';
import { renderBootScript } from './render-boot-script.ts';

const serverUrl = 'http://192.0.2.1:8080';

/** Everything a machine would ask of a profile, rendered once. @returns what cannot be made, and why (rule 9) */
export function checkRendering(menu: MenuSource): RenderCheck {
  return (machine, profile) => check(menu, machine, profile);
}

function* check(
  menu: MenuSource,
  machine: MachineRecord,
  profile: ProfileRecord,
): Reading<readonly string[]> {
  const subject = yield* readSubject(machine);
  const boot = { serverUrl, bootId: newBootId(), bootNumber: 1 };
  const answers = Object.entries(profile.answers).map(([name, path]) =>
    problem(name, renderAnswerFile(path, profile, subject, boot)),
  );
  const script = problem('the boot script', renderScriptFor(profile, subject, menu));
  const postInstall = problem('the post-install script', renderPostInstall(profile, subject, boot));
  const archive = isLiveProfile(profile)
    ? problem('the files for this machine', renderMachineFiles(profile, subject, boot))
    : undefined;
  return [script, postInstall, ...answers, archive].filter((one) => one !== undefined);
}

function renderScriptFor(profile: ProfileRecord, subject: Subject, menu: MenuSource) {
  const { platform, buildarch } = subject.machine.hardware;
  const reason = { key: 'resting', values: { profile: profile.name } } as const;
  const answer = { kind: 'profile', profile, grant: null } as const;
  const surroundings = { platform: ipxePlatformOf(platform), buildarch, serverUrl, menuProfiles: [], menu };
  return renderBootScript({ answer, reason, subject, ...surroundings });
}

function problem(what: string, rendered: { ok: true } | { ok: false; why: string }): string | undefined {
  return rendered.ok ? undefined : `${what}: ${rendered.why}`;
}
