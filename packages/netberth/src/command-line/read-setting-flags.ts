import type { SettingFlag } from './serve-page.ts';

/** Settings given as flags, by flag name; what `readConfig` takes. */
export type SettingValues = Readonly<Record<string, string>>;

/** A list may be given by repeating its flag; a switch without a value is on. */
export function readSettingFlags(
  settings: readonly SettingFlag[],
  options: Readonly<Record<string, unknown>>,
): SettingValues {
  return Object.fromEntries(
    settings.flatMap(({ flag }) => {
      const value = options[flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
      const text = settingText(value);
      return text === null ? [] : [[flag, text]];
    }),
  );
}

function settingText(value: unknown): string | null {
  if (value === true) return 'true';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : null;
}
