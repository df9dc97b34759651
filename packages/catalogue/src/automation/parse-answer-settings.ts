import { isSecretSetting } from './answer-setting.ts';
import { settingOf } from './answer-kind.ts';
import type { AnswerKind } from './answer-kind.ts';

/** By name: a text, or a list of texts. */
export type AnswerSettings = Record<string, string | string[]>;

export type ParsedAnswerSettings =
  | { readonly ok: true; readonly settings: AnswerSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

const namePattern = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * The settings of an answer file as people give them, checked, lists split; all problems at once.
 * @param used names that a template uses: any other would be set in vain
 * @param kind whose installer reads it
 * @example parseAnswerSettings({ packages: 'nginx curl' }, ['packages']) // settings: { packages: ['nginx', 'curl'] }
 */
export function parseAnswerSettings(
  given: Readonly<Record<string, string>>,
  used: readonly string[],
  kind?: Pick<AnswerKind, 'settings'>,
): ParsedAnswerSettings {
  const parsed = Object.entries(given).map(([name, text]) => ({ name, ...parseOne(name, text, used, kind) }));
  const problems = parsed.flatMap((one) => one.problems);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings: Object.fromEntries(parsed.map(({ name, value }) => [name, value])) };
}

type One = { readonly value: string | string[]; readonly problems: readonly string[] };

function parseOne(
  name: string,
  text: string,
  used: readonly string[],
  kind?: Pick<AnswerKind, 'settings'>,
): One {
  if (!used.includes(name)) {
    const known = used.length === 0 ? 'it uses none' : `it uses ${[...used].sort().join(', ')}`;
    return { value: '', problems: [`the answer file has no setting "${name}": ${known}`] };
  }
  const setting = settingOf(name, kind);
  if (setting === undefined) return parseOwn(name, text);
  const values = setting.kind === 'list' ? listOf(name, text) : [text.replace(/\r?\n$/, '')];
  const problems = values.flatMap((value) => {
    const why = setting.refuse(value);
    return why === undefined ? [] : [`${name} ${shown(value, setting.kind)} ${why}`];
  });
  return { value: setting.kind === 'list' ? values : (values[0] ?? ''), problems };
}

/** A setting that only a template of somebody's own knows. It stays one line wherever it is put. */
function parseOwn(name: string, text: string): One {
  const value = text.replace(/\r?\n$/, '');
  const why = namePattern.test(name)
    ? /^\P{Cc}{0,1024}$/u.test(value)
      ? undefined
      : `${shown(value, isSecretSetting(name) ? 'secret' : 'word')} is not one line of at most 1024 characters`
    : `is not a name (small letters, digits, -)`;
  return { value, problems: why === undefined ? [] : [`${name} ${why}`] };
}

/** The comment of an SSH key has blanks, and what looks like a list in it. */
function listOf(name: string, text: string): string[] {
  const parts = text.split(name === 'ssh-keys' ? /\r?\n/ : /[\s,]+/).map((part) => part.trim());
  return parts.filter((part) => part !== '' && !(name === 'ssh-keys' && part.startsWith('#')));
}

function shown(value: string, kind: 'word' | 'list' | 'secret'): string {
  return kind === 'secret' ? '(not shown)' : JSON.stringify(value.slice(0, 80));
}
