import { isSecretSetting, parseAnswerSettings, settingOf } from '@netberth/catalogue';
import type { AnswerKind, AnswerSettings } from '@netberth/catalogue';
import { encrypt } from 'unixcrypt';
import { namesUsed } from '../../platform/render-template.ts';

export type SettledSettings =
  | { readonly ok: true; readonly settings: AnswerSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

export type AnswersReader = {
  /** null: the file is somebody's own. */
  readonly builtIn: AnswerKind | null;
  /** It knows no hash of a password. */
  readonly keepsPassword?: boolean;
};

/**
 * What the answer files of a profile are filled in with, passwords hashed. For a file of our own, what was not given
 * gets its preset, and what it cannot do without must be there.
 */
export function settleSettings(
  given: Readonly<Record<string, string>>,
  templates: readonly string[],
  { builtIn, keepsPassword = false }: AnswersReader,
): SettledSettings {
  const used = [...new Set(templates.flatMap((text) => namesUsed(text, 'settings')))];
  const parsed = parseAnswerSettings(given, used, builtIn ?? undefined);
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...(builtIn === null ? [] : missingSettings(builtIn, given)),
  ];
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  const presets = builtIn === null ? {} : presetsOf(used, builtIn);
  return {
    ok: true,
    settings: { ...presets, ...(keepsPassword ? parsed.settings : withoutPasswords(parsed.settings)) },
  };
}

function missingSettings(kind: AnswerKind, given: Readonly<Record<string, string>>): string[] {
  const missing = kind.required.filter((name) => given[name] === undefined);
  const lacksAccess = kind.access.length > 0 && kind.access.every((name) => given[name] === undefined);
  return [
    ...missing.map(
      (name) =>
        `${name} is missing: ${settingOf(name, kind)?.title ?? ''} (--set ${name}=${exampleOf(name, kind)})`,
    ),
    ...(lacksAccess
      ? [
          `nobody could sign in: say ${kind.access.map((name) => `--set ${name}=${exampleOf(name, kind)}`).join(' or ')}`,
        ]
      : []),
  ];
}

function exampleOf(name: string, kind: AnswerKind): string {
  return settingOf(name, kind)?.example ?? 'VALUE';
}

function presetsOf(used: readonly string[], kind: AnswerKind): AnswerSettings {
  const presets: AnswerSettings = {};
  for (const name of used) {
    const setting = settingOf(name, kind);
    if (setting?.kind === 'list') presets[name] = [];
    else if (typeof setting?.preset === 'string') presets[name] = setting.preset;
  }
  return presets;
}

/** As crypt(3) writes it: SHA-512 made here, or what `mkpasswd`, `openssl passwd` and others have made. */
const cryptText = /^\$(?:5|6|y|7|2[aby])\$[A-Za-z0-9./$=,]{20,}$/;

function withoutPasswords(settings: AnswerSettings): AnswerSettings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const isClear = name === 'password' && typeof value === 'string' && !cryptText.test(value);
      return [name, isClear ? encrypt(value) : value];
    }),
  );
}

/** What people may see of settings. */
export function maskSettings(settings: AnswerSettings): AnswerSettings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, isSecretSetting(name) ? '[secret]' : value]),
  );
}
