import type { BootSpec } from '@netberth/api';
import { isSecretSetting } from '@netberth/catalogue';

/** For boot scripts, which are stored and shown: a template that asks for a secret there finds none. */
export function withoutSecretSettings<Spec extends BootSpec>(spec: Spec): Spec {
  if (spec.method !== 'choice') return spec;
  const open = Object.entries(spec.settings).filter(([name]) => !isSecretSetting(name));
  return { ...spec, settings: Object.fromEntries(open) };
}

const shown = '[secret]';
/** Shorter lines stand in texts by chance. */
const leastLength = 4;
const tellingLength = 8;

/** Why something was not rendered, fit for events and answers: a value that is quoted in it may be a secret. */
export function hideSecrets(why: string, spec: BootSpec): string {
  const secrets = secretTexts(spec);
  const hidden = why.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) =>
    secrets.some((secret) => quoted.includes(inJson(secret.slice(0, tellingLength)))) ? shown : quoted,
  );
  return secrets
    .flatMap((secret) => secret.split('\n'))
    .filter((line) => line.length >= leastLength)
    .reduce((text, line) => text.replaceAll(line, shown), hidden);
}

function secretTexts(spec: BootSpec): readonly string[] {
  if (spec.method !== 'choice') return [];
  return Object.entries(spec.settings)
    .filter(([name]) => isSecretSetting(name))
    .flatMap(([, value]) => value)
    .filter((text) => text !== '');
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
