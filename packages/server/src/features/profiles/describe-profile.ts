import { profileCreate } from '@netberth/api';
import type { WantedProfile } from '@netberth/api';
import { isSecretSetting, productOf, type Catalogue, type Product } from '@netberth/catalogue';
import { builtInAnswerOf, builtInTexts } from './answer-files.ts';
import { foreseeProfile, keptSecrets } from './foresee-profile.ts';
import type { ProfileRecord } from './profile-record.ts';

type Described = { readonly ok: true; readonly words: Words } | { readonly ok: false; readonly why: string };
type Words = {
  -readonly [Field in keyof WantedProfile]?: WantedProfile[Field];
} & { product: string };

/**
 * A saved choice in the words that would make it again; secrets as unchanged. What cannot be said so that the same
 * comes out is refused, not guessed.
 */
export function describeProfile(catalogue: Catalogue, profile: ProfileRecord): Described {
  const { spec } = profile;
  if (spec.method !== 'choice') return { ok: false, why: 'it is an imported image' };
  const product = productOf(catalogue, spec.product);
  if (product === undefined) return { ok: false, why: `there is no product "${spec.product}" any more` };
  const candidates = [withBuiltIn(product, profile), withTexts(product, profile)];
  for (const words of candidates)
    if (words && isTheSame(catalogue, profile, words)) return { ok: true, words };
  return { ok: false, why: 'the catalogue of today would make another one of the same words' };
}

function isTheSame(catalogue: Catalogue, profile: ProfileRecord, { set = {}, ...words }: Words): boolean {
  const kept = keptSecrets(profile);
  const filled = Object.entries(set).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (kept[name] ?? ''),
  ]);
  const input = profileCreate.input.parse({
    ...words,
    name: profile.name,
    set: Object.fromEntries(filled) as object,
  });
  const foreseen = foreseeProfile(catalogue, { ...input, product: words.product }, profile);
  return (
    foreseen.ok &&
    foreseen.changedSecrets.length === 0 &&
    JSON.stringify(sortedOf(foreseen.before)) === JSON.stringify(sortedOf(foreseen.after))
  );
}

function sortedOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, each]) => [name, sortedOf(each)]);
}

function common({ spec, retryAfterStart, proof }: ProfileRecord): Words {
  if (spec.method !== 'choice') throw new Error('an imported image is no saved choice');
  const { product, choice, mirror, arch, args, settings } = spec;
  type Setting = readonly [string, NonNullable<Words['set']>[string]];
  const set = Object.entries(settings).flatMap(([name, value]): Setting[] => {
    if (isSecretSetting(name)) return [[name, { unchanged: true }]];
    const text = typeof value === 'string' ? value : value.join('\n');
    return text === '' ? [] : [[name, text]];
  });
  return {
    product,
    ...(Object.keys(choice).length > 0 && { choice }),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
    ...(mirror !== null && { mirror }),
    ...(arch !== null && { arch }),
    ...(args !== '' && { args }),
    ...(retryAfterStart && { retryAfterStart }),
    ...(proof !== 'none' && { proof }),
  };
}

/** Where its texts are those that come with Netberth. */
function withBuiltIn(product: Product, profile: ProfileRecord): Words | null {
  const builtIn = builtInAnswerOf(product);
  if (builtIn === undefined || profile.spec.method !== 'choice') return null;
  const made = new Set(Object.keys(builtInTexts(builtIn, product, {})));
  const inputs = Object.entries(profile.spec.inputs).filter(([name]) => !made.has(name));
  return {
    ...common(profile),
    answers: 'default',
    ...(inputs.length > 0 && { input: Object.fromEntries(inputs) }),
  };
}

const answerUrl = '{{ urls.answers }}/';

/** Inputs that are answer files as these files. */
function withTexts({ inputs }: Product, profile: ProfileRecord): Words | null {
  const { spec, templates } = profile;
  if (spec.method !== 'choice') return null;
  const given = Object.entries(spec.inputs).map(([name, value]) => {
    const automation = inputs.find(({ id }) => id === name)?.automation;
    if (automation === undefined || !value.startsWith(answerUrl)) return [name, value] as const;
    const file = value.slice(answerUrl.length) || 'user-data';
    return [name, templates[file] ?? value] as const;
  });
  return { ...common(profile), ...(given.length > 0 && { input: Object.fromEntries(given) }) };
}
