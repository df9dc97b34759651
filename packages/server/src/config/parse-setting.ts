import { issueWords } from '@netberth/slips/issue-words';
import type { GivenSetting } from './given-setting.ts';
import type { Setting } from './setting.ts';

export type ParsedSetting =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

/** One setting's value, or what is wrong with it: name, value, source, what is wanted. */
export function parseSetting(setting: Setting, { name, value, source }: GivenSetting): ParsedSetting {
  const parsed = setting.schema.safeParse(value, { error: issueWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const what = parsed.error.issues[0]?.message ?? 'is wrong';
  const shown = setting.isSecret === true ? '[secret]' : shownValue(value);
  return { ok: false, problem: `${name}: ${shown} (${source}) ${what}; wanted: ${setting.wanted}` };
}

const shownLength = 80;

function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
