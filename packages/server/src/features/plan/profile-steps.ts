import { profileCreate } from '@netberth/api';
import type { InputOf, WantedProfile } from '@netberth/api';
import { changedFields, flatFields, shownChangedSecret, shownSecret, textView } from '@netberth/plan';
import { readFields } from '@netberth/slips/fields';
import type { Reading } from '../../database/work.ts';
import { wantedChoice } from '../profiles/disc-choice.ts';
import { foreseeProfile, isSavedChoice, keptSecrets } from '../profiles/foresee-profile.ts';
import type { SeenProfile } from '../profiles/foresee-profile.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile, listProfiles } from '../profiles/profile-store.ts';
import { machinesUsing } from '../profiles/machines-using.ts';
import type { Wanted as Choice } from '../profiles/saved-choice.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { demandPermission } from './read-by-command.ts';

type Problem = KindPlan['problems'][number];

/** Saved choices of the catalogue; imported images are not described by a folder and stay. */
export function* profileSteps(sources: PlanSources, asked: Asked): Reading<KindPlan> {
  const wanted = asked.configuration.profiles;
  if (wanted === undefined) return nothingPlanned;
  demandPermission(asked.actor, 'profile:read');
  const steps: Step[] = [];
  const problems: Problem[] = [];
  for (const [name, profile] of Object.entries(wanted)) {
    const found = yield* profileStep(sources, asked, name, profile);
    if (found.kind === 'step') steps.push(found.step);
    if (found.kind === 'problems') problems.push(...found.problems);
  }
  const bad = new Set(problems.map(({ at }) => at[1])).size;
  const unchanged = Object.keys(wanted).length - steps.length - bad;
  const others = (yield* savedChoices()).filter(({ name }) => wanted[name] === undefined);
  if (asked.prune) for (const profile of others) steps.push(yield* removal(profile));
  return { steps, unchanged, undescribed: asked.prune ? 0 : others.length, problems };
}

export function* savedChoices(): Reading<readonly ProfileRecord[]> {
  const all: ProfileRecord[] = [];
  for (let after = 0; ;) {
    const page = yield* listProfiles(after, 500);
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 500) break;
    after = last.id;
  }
  return all.filter(isSavedChoice);
}

type Found =
  | { readonly kind: 'same' }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

function* profileStep(
  { catalogue }: PlanSources,
  { configuration }: Asked,
  name: string,
  wanted: WantedProfile,
): Reading<Found> {
  const old = yield* findProfile(name);
  const complete = withKept(wanted, old);
  if (!complete.ok)
    return refused(
      complete.missing.map((each) => ({
        at: ['profiles', name, 'set', each],
        message: `${each} is "unchanged", and the server has none; give it a value`,
      })),
    );
  const read = readFields(profileCreate.input, { name, ...complete.words }, 'hidden');
  if (!read.ok)
    return refused(
      read.problems.map(({ path, message }) => ({
        at: ['profiles', name, ...path.map(String)],
        message,
      })),
    );
  const input = read.value;
  const choosing = yield* chosen(input);
  if (!choosing.ok) return refused([{ at: ['profiles', name, 'disc'], message: choosing.why }]);
  const foreseen = foreseeProfile(catalogue(), { ...input, ...choosing.choice }, old);
  if (!foreseen.ok) {
    const isNew = configuration.menu?.[`${wanted.product}.yaml`] !== undefined;
    const hint = isNew ? ' (its product is new in this folder: apply the menu first, the profile after)' : '';
    return refused(foreseen.problems.map((why) => ({ at: ['profiles', name], message: `${why}${hint}` })));
  }
  const { before, after, changedSecrets } = foreseen;
  const fields = [
    ...changedFields(before && viewOf(before, []), viewOf(after, changedSecrets)),
    ...textFields(before?.templates ?? {}, after.templates),
  ];
  if (old && fields.length === 0) return { kind: 'same' };
  const touches = old ? yield* usersOf(name) : new Map<number, boolean>();
  const revision = old ? `${old.folder}.${old.version}` : null;
  const step: Step = {
    ...{ kind: 'profile', name, action: old ? 'change' : 'add', fields, revision, touches },
    ...{ commands: ['profile.create'], target: `profile:${name}`, hidden: input },
    *run(run) {
      yield* run('profile.create', { ...input, replace: old !== undefined });
    },
  };
  return { kind: 'step', step };
}

type Choosing = { readonly ok: true; readonly choice: Choice } | { readonly ok: false; readonly why: string };

/** The product that is meant, or that of the disc. */
function* chosen(input: InputOf<typeof profileCreate>): Reading<Choosing> {
  try {
    return { ok: true, choice: yield* wantedChoice(input) };
  } catch (error) {
    if (error instanceof CommandRefused) return { ok: false, why: `${error.message}. ${error.wayOut}` };
    throw error;
  }
}

function refused(problems: readonly Problem[]): Found {
  return { kind: 'problems', problems };
}

type Complete =
  | { readonly ok: true; readonly words: object }
  | { readonly ok: false; readonly missing: readonly string[] };

/** With the secrets that stay as they are. */
function withKept({ set, ...words }: WantedProfile, old: ProfileRecord | undefined): Complete {
  const kept = old ? keptSecrets(old) : {};
  const missing = Object.keys(set).filter(
    (name) => typeof set[name] !== 'string' && kept[name] === undefined,
  );
  if (missing.length > 0) return { ok: false, missing };
  const all = Object.entries(set).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (kept[name] ?? ''),
  ]);
  return { ok: true, words: { ...words, set: Object.fromEntries(all) as Record<string, string> } };
}

function viewOf(seen: SeenProfile, changedSecrets: readonly string[]) {
  const { product, choice, inputs, mirror, arch, args, settings, retryAfterStart, proof } = seen;
  const shown = Object.entries(settings).map(([name, value]) => {
    if (value !== '[secret]') return [name, value] as const;
    return [name, changedSecrets.includes(name) ? shownChangedSecret : shownSecret] as const;
  });
  return {
    product,
    ...flatFields(choice, 'choice'),
    ...flatFields(inputs, 'input'),
    ...(mirror !== null && { mirror }),
    ...(arch !== null && { arch }),
    ...(args !== '' && { args }),
    ...flatFields(Object.fromEntries(shown), 'set'),
    retryAfterStart: retryAfterStart ? 'yes' : 'no',
    proof,
  };
}

function textFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Step['fields'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const text = after[name];
      if (text === undefined) return { field: `text ${name}`, before: 'a file', after: null };
      return { field: `text ${name}`, ...textView(before[name] ?? null, text) };
    });
}

function* usersOf(name: string): Reading<ReadonlyMap<number, boolean>> {
  return new Map((yield* machinesUsing(name)).map(({ id, isProtected }) => [id, isProtected]));
}

function* removal({ name, folder, version }: ProfileRecord): Reading<Step> {
  return {
    ...{ kind: 'profile', name, action: 'remove', fields: [], revision: `${folder}.${version}` },
    ...{ touches: yield* usersOf(name), commands: ['profile.remove'], target: `profile:${name}` },
    *run(run) {
      yield* run('profile.remove', { profile: name });
    },
  };
}
