import type { Config } from '../config/config.ts';
import { Secret } from '../config/secret.ts';

/** Every secret of the settings as it is, to be looked for where none may be. */
export function secretTexts(config: Config): readonly string[] {
  return [...revealed(config), ...config.menu.passwords.flatMap(revealedText)].flatMap(parts);
}

function revealedText(value: string | Secret): readonly string[] {
  return typeof value === 'string' ? [value] : [value.reveal()];
}

function revealed(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(revealed) : [];
}

/** A URL is a secret for the password in it. */
function parts(text: string): readonly string[] {
  const [, password] = /^\w+:\/\/[^:@/]*:([^@/]+)@/.exec(text) ?? [];
  return password === undefined ? [text] : [text, password, decodeURIComponent(password)];
}
