import type { InputOf, profileCreate } from '@netberth/api';
import { isSecretSetting, type AnswerSettings, type Catalogue } from '@netberth/catalogue';
import { verify } from 'unixcrypt';
import { maskSettings } from './answer-settings.ts';
import type { ProfileRecord } from './profile-record.ts';
import { saveChoice } from './saved-choice.ts';

type Wanted = Omit<InputOf<typeof profileCreate>, 'name' | 'replace'> & { readonly product: string };

/** What a profile would be, against what it is. */
export type ForeseenProfile =
  | {
      readonly ok: true;
      readonly before: SeenProfile | null;
      readonly after: SeenProfile;
      /** Names of secret settings that would be others. */
      readonly changedSecrets: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A saved choice as people may see it. */
export type SeenProfile = {
  readonly product: string;
  readonly choice: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly mirror: string | null;
  readonly arch: string | null;
  readonly args: string;
  readonly settings: AnswerSettings;
  readonly templates: Readonly<Record<string, string>>;
  readonly retryAfterStart: boolean;
  readonly proof: string;
};

/** No image: it has no files of its own, and is made of words alone. */
export function isSavedChoice({ spec, files }: ProfileRecord): boolean {
  return spec.method === 'choice' && files.length === 0;
}

/** What `profile create` would make of these words; nothing is written. `present`: the profile of that name. */
export function foreseeProfile(
  catalogue: Catalogue,
  wanted: Wanted,
  present: ProfileRecord | undefined,
): ForeseenProfile {
  if (present !== undefined && !isSavedChoice(present))
    return { ok: false, problems: ['is an imported image; give the saved choice another name'] };
  const saving = saveChoice(catalogue, wanted);
  if (!saving.ok) return saving;
  const { retryAfterStart, proof } = wanted;
  const made = { ...saving.saved, retryAfterStart, proof };
  const old = present?.spec.method === 'choice' ? present.spec.settings : {};
  const names = Object.keys({ ...old, ...made.spec.settings }).filter(isSecretSetting);
  return {
    ok: true,
    before: present === undefined ? null : seenProfile(present),
    after: seenProfile(made),
    changedSecrets: names.filter((name) => !isSameSecret(old[name], wanted.set[name])),
  };
}

type Shown = Pick<ProfileRecord, 'spec' | 'templates' | 'retryAfterStart' | 'proof'>;

function seenProfile({ spec, templates, retryAfterStart, proof }: Shown): SeenProfile {
  if (spec.method !== 'choice') throw new Error('an imported image is no saved choice');
  const { product, choice, inputs, mirror, arch, args, settings } = spec;
  return {
    ...{ product, choice, inputs, mirror, arch, args, settings: maskSettings(settings) },
    ...{ templates, retryAfterStart, proof },
  };
}

/** A password is kept as its hash, which another salt would change. */
function isSameSecret(kept: string | string[] | undefined, wanted: string | undefined): boolean {
  if (typeof kept !== 'string' || wanted === undefined) return kept === wanted;
  const plain = wanted.replace(/\r?\n$/, '');
  return kept === plain || (/^\$[56]\$/.test(kept) && verify(plain, kept));
}

/** The settings that a profile keeps secret, to be given again as they are. They leave the server in no answer. */
export function keptSecrets({ spec }: ProfileRecord): Readonly<Record<string, string>> {
  if (spec.method !== 'choice') return {};
  return Object.fromEntries(
    Object.entries(spec.settings).flatMap(([name, value]) =>
      isSecretSetting(name) && typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}
