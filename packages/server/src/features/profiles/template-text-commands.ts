import { profileEdit, profileTexts, profileTry } from '@netberth/api';
import type { ProfileTexts } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { revisionOf, showRevision, withRevision } from '../../commands/revision.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { templateFault } from '../../platform/render-template.ts';
import { renderAnswerFile } from '../templates/render-answer.ts';
import { readSubject } from '../templates/subject-store.ts';
import { withoutSecrets } from './preview-answers.ts';
import type { ProfileRecord } from './profile-record.ts';
import { findProfile, replaceProfile } from './profile-store.ts';
import { renderForAll, requireProfile, requireReadable } from './require-profile.ts';
import type { RenderProfile } from './require-profile.ts';

type Needs = { readonly render: RenderProfile; readonly serverUrl: string };

/** `profile texts`, `profile edit`, `profile try`: the templates of a profile as they are written. */
export function templateTextCommands({ render, serverUrl }: Needs): readonly CommandHandler[] {
  return [
    showRevision(texts, ({ revision }: ProfileTexts) => revision),
    withRevision(editWith(render), {
      of: ({ revision }: ProfileTexts) => revision,
      current: currentRevision,
    }),
    tryWith(serverUrl),
  ];
}

const texts = handleRead(profileTexts, function* ({ profile }) {
  return viewTexts(yield* requireProfile(profile));
});

function editWith(render: RenderProfile) {
  return handleWrite(profileEdit, function* ({ profile: name, file, text }, actor) {
    const old = yield* requireProfile(name);
    const fixed = whyFixed(old);
    if (fixed !== null) throw new CommandRefused('templateFixed', { profile: name, why: fixed });
    requireTemplate(old, file);
    const fault = templateFault(text);
    if (fault !== null) throw new CommandRefused('templateUnreadable', { file, why: fault });
    const templates = { ...old.templates, [file]: text };
    const edited = { ...old, templates, importedAtMs: yield* now(), importedBy: actor.name };
    yield* renderForAll(edited, render);
    const output = viewTexts(yield* replaceProfile(old, edited));
    return {
      output,
      target: `profile:${name}`,
      before: { file, text: old.templates[file] ?? '' },
      after: { file, text },
    };
  });
}

function tryWith(serverUrl: string): CommandHandler {
  return handleRead(profileTry, function* ({ profile: name, file, machine, text }, actor) {
    const profile = yield* requireProfile(name);
    requireTemplate(profile, file);
    const subject = yield* readSubject(yield* requireReadable(machine, actor));
    const draft = { ...withoutSecrets(profile), templates: { ...profile.templates, [file]: text } };
    const made = renderAnswerFile(file, draft, subject, { serverUrl, bootId: '[boot-id]', bootNumber: 0 });
    return made.ok
      ? { text: made.text, problem: null, line: null }
      : { text: null, problem: made.why, line: lineIn(made.why) };
  });
}

function viewTexts(profile: ProfileRecord): ProfileTexts {
  const { name, templates, spec, version, folder } = profile;
  return {
    profile: name,
    whyFixed: whyFixed(profile),
    templates: Object.entries(templates).map(([file, text]) => ({ file, text })),
    settings: spec.method === 'choice' ? Object.keys(spec.settings) : [],
    revision: revisionOf({ version, folder }),
  };
}

function* currentRevision({ profile }: { readonly profile: string }): Reading<string | null> {
  const found = yield* findProfile(profile);
  return found === undefined ? null : viewTexts(found).revision;
}

/** The files of an image are compared with their checksums: what is changed there is a damage. */
function whyFixed({ spec }: ProfileRecord): string | null {
  return spec.method === 'choice'
    ? null
    : 'its templates are files of an image: change these and import it again';
}

function requireTemplate({ name, templates }: ProfileRecord, file: string): void {
  if (templates[file] !== undefined) return;
  const known = Object.keys(templates).join(', ') || 'none';
  throw new CommandRefused('noTemplate', { profile: name, file: file.slice(0, 100), known });
}

/** Liquid says where: `undefined variable: x, line:3, col:7`. */
function lineIn(why: string): number | null {
  const line = /\bline:(\d+)/.exec(why)?.[1];
  return line === undefined ? null : Number(line);
}
