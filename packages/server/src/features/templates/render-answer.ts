import type { BootSpec } from '@netberth/api';
import { renderTemplate } from '../../platform/render-template.ts';
import type { TemplateOutcome } from '../../platform/render-template.ts';
import { renderPlaceholders } from './render-placeholders.ts';
import type { RefusedValue } from './render-placeholders.ts';
import { placeholderValues } from './placeholder-values.ts';
import { hideSecrets } from './secret-settings.ts';
import { templateValues, urlsOfBoot } from './template-values.ts';
import type { Subject } from './template-values.ts';

/** What rendering needs of a profile. */
export type TemplatedProfile = {
  readonly name: string;
  readonly spec: BootSpec;
  /** Names of settings that this server cannot read. */
  readonly locked: readonly string[];
  /** Texts of its template files, by path. */
  readonly templates: Readonly<Record<string, string>>;
  /** Path of its own post-install script; null: ours. */
  readonly postInstall: string | null;
};

/** One boot, as the files that are made for it see it. */
export type BootOfSubject = {
  readonly serverUrl: string;
  readonly bootId: string;
  readonly bootNumber: number;
};

/** For images that bring no post-install script of their own. */
export const defaultPostInstall = `#!/bin/sh
# Netberth: {{ profile.name }} is installed on machine {{ machine.id }}; the server is told so.
url={{ urls.finish | sh }}
for attempt in 1 2 3 4 5; do
  if command -v curl >/dev/null 2>&1; then
    curl -fsS "$url" && exit 0
  else
    wget -q -O - "$url" && exit 0
  fi
  sleep "$attempt"
done
echo "Netberth could not be told that the install is done: $url" >&2
exit 1
`;

/** The script that an image fetches and runs when it has installed. Files named `.tmpl` are in KIWIspray's dialect. */
export function renderPostInstall(
  profile: TemplatedProfile,
  subject: Subject,
  boot: BootOfSubject,
): TemplateOutcome {
  const locked = refuseLocked(profile);
  if (locked !== undefined) return locked;
  const path = profile.postInstall;
  if (path === null) return renderLiquid(defaultPostInstall, profile, subject, boot);
  return renderFile(path, profile, subject, boot);
}

/** An answer file of a profile by the path of its template. */
export function renderAnswerFile(
  path: string,
  profile: TemplatedProfile,
  subject: Subject,
  boot: BootOfSubject,
): TemplateOutcome {
  return refuseLocked(profile) ?? renderFile(path, profile, subject, boot);
}

/** A secret that is not there would be left out where a template can do without it: nothing of the profile is made. */
export function refuseLocked({
  locked,
}: Pick<TemplatedProfile, 'locked'>): { readonly ok: false; readonly why: string } | undefined {
  if (locked.length === 0) return undefined;
  return {
    ok: false,
    why: `this server has not the key of its secrets (${locked.join(', ')}): see netberth secrets list`,
  };
}

function renderFile(
  path: string,
  profile: TemplatedProfile,
  subject: Subject,
  boot: BootOfSubject,
): TemplateOutcome {
  const template = profile.templates[path];
  if (template === undefined) return { ok: false, why: `the template ${path} is missing` };
  if (!path.endsWith('.tmpl')) return renderLiquid(template, profile, subject, boot);
  const values = placeholderValues(subject, profile.name, boot.serverUrl, boot.bootId);
  const rendered = renderPlaceholders(template, values);
  return rendered.ok ? rendered : { ok: false, why: refusedValues(rendered.refused) };
}

function renderLiquid(
  template: string,
  profile: TemplatedProfile,
  subject: Subject,
  boot: BootOfSubject,
): TemplateOutcome {
  const number = String(boot.bootNumber);
  const urls = urlsOfBoot(boot.serverUrl, subject.machine.id, profile.name, boot.bootId, number);
  const rendered = renderTemplate(template, templateValues(subject, profile, urls, boot.bootId));
  return rendered.ok ? rendered : { ok: false, why: hideSecrets(rendered.why, profile.spec) };
}

export function refusedValues(refused: readonly RefusedValue[]): string {
  return refused
    .map(
      ({ placeholder, value }) =>
        `the value ${JSON.stringify(value.slice(0, 60))} of @${placeholder}@ is not plain text`,
    )
    .join('; ');
}
