import { fillMessage, messages } from '../../platform/message-registry.ts';
import type { Message, MessageValues } from '../../platform/message-registry.ts';
import { renderTemplate } from '../../platform/render-template.ts';
import { renderPlaceholders } from '../templates/render-placeholders.ts';
import { machineName } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { placeholderValues } from '../templates/placeholder-values.ts';
import { refuseLocked, refusedValues } from '../templates/render-answer.ts';
import type { Reason } from './decide-boot.ts';
import type { Announcement } from './scripts/announce.ts';
import { diskScript } from './scripts/disk-script.ts';
import { linuxScript } from './scripts/linux-script.ts';
import { menuScript } from './scripts/menu-script.ts';
import { queueScript } from './scripts/queue-script.ts';
import { waitScript } from './scripts/wait-script.ts';
import { bootIdMarker, bootNumberMarker, templateValues, urlsOfBoot } from '../templates/template-values.ts';
import type { Subject } from '../templates/template-values.ts';
import { onlyPlatform } from './candidate-platforms.ts';
import { renderChoice, renderSavedChoice } from './render-choice.ts';
import { renderLive } from './render-live.ts';
import { done, numbered, openHoles, refusedOr } from './rendered-script.ts';
import type { Rendered } from './rendered-script.ts';
import type { ToRender } from './to-render.ts';

/** The iPXE text of a decision, its boot id and number still holes. Pure. */
export function renderBootScript(toRender: ToRender): Rendered {
  const { answer, subject, platform } = toRender;
  const announcement = announcementOf(toRender.reason, subject);
  switch (answer.kind) {
    case 'disk':
      return done(diskScript(announcement, platform));
    case 'menu':
      return done(
        menuScript(announcement.who, toRender.menuProfiles, toRender.menu.content, onlyPlatform(toRender)),
      );
    case 'wait':
      return numbered(waitScript(announcement, subject?.identity ?? nobody, platform));
    case 'queue':
      return numbered(queueScript(announcement, answer.turn.askAgainMs, platform));
    case 'choice':
      return renderChoice(answer.pick, announcement, toRender);
    case 'profile':
      if (subject === null) return { ok: false, why: 'nobody asked for it' };
      return renderProfile(answer.profile, subject, announcement, toRender);
  }
}

const nobody = { macs: [], uuid: null, serial: null };

export function announcementOf(reason: Reason, subject: Subject | null): Announcement {
  const { wayOut, isRoutine = false }: Message = messages[reason.key];
  return {
    who: subject ? machineName(subject.machine) : 'unknown machine',
    ...reasonText(reason, subject),
    wayOut: fillMessage(wayOut, valuesOf(reason, subject)),
    isRoutine,
  };
}

/** As it is recorded: without who it is about and what to do. */
export function reasonText(reason: Reason, subject: Subject | null): Pick<Announcement, 'code' | 'text'> {
  const { code, text } = messages[reason.key];
  return { code, text: fillMessage(text, valuesOf(reason, subject)) };
}

function valuesOf({ values }: Reason, subject: Subject | null): MessageValues {
  return { machine: subject?.machine.id ?? 'ID', ...values };
}

function renderProfile(
  profile: ProfileRecord,
  subject: Subject,
  announcement: Announcement,
  toRender: ToRender,
): Rendered {
  const { platform, serverUrl } = toRender;
  const { spec } = profile;
  const locked = refuseLocked(profile);
  if (locked !== undefined) return locked;
  switch (spec.method) {
    case 'choice':
      return renderSavedChoice({ ...profile, spec }, subject, announcement, toRender);
    case 'live':
      return renderLive({ ...profile, spec }, subject, announcement, toRender);
    case 'kiwispray':
      return renderKiwispray(profile, spec.template, subject, serverUrl);
    case 'linux': {
      const urls = urlsOfBoot(serverUrl, subject.machine.id, profile.name, bootIdMarker, bootNumberMarker);
      const values = templateValues(subject, profile, urls, bootIdMarker);
      const args = renderTemplate(spec.args, values);
      if (!args.ok) return args;
      const { kernel, initrds } = spec;
      const folder = `b/${bootNumberMarker}/images/${encodeURIComponent(profile.name)}`;
      const files = { kernel: `${folder}/${kernel}`, initrds: initrds.map((path) => `${folder}/${path}`) };
      return refusedOr(() => linuxScript(announcement, files, args.text, platform));
    }
  }
}

function renderKiwispray(
  profile: ProfileRecord,
  path: string,
  subject: Subject,
  serverUrl: string,
): Rendered {
  const template = profile.templates[path];
  if (template === undefined) return { ok: false, why: `its template ${path} is missing` };
  const rendered = renderPlaceholders(
    template,
    placeholderValues(subject, profile.name, serverUrl, bootIdMarker),
  );
  if (!rendered.ok) return { ok: false, why: refusedValues(rendered.refused) };
  return { ok: true, text: openHoles(rendered.text) };
}
