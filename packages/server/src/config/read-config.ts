import { assembleConfig, type Config } from './config.ts';
import type { CompleteValues } from './setting-values.ts';
import { crossCheck } from './cross-check.ts';
import { crossCheckTls } from './tls-config.ts';
import type { GivenSetting } from './given-setting.ts';
import { parseSetting } from './parse-setting.ts';
import { readSettingFlags } from './read-setting-flags.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { readSettingVariables } from './read-setting-variables.ts';
import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

export type ConfigSources = {
  /** `path` is for messages. */
  readonly file?: { readonly path: string; readonly text: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** By flag without its dashes: `{ 'boot-listen': '[::]:80' }`. */
  readonly flags: Readonly<Record<string, string | undefined>>;
};

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The configuration out of all sources: a flag wins over the environment, that over the file. Every problem at once. */
export function readConfig(sources: ConfigSources): ReadConfig {
  const { file } = sources;
  const read = [
    file === undefined ? { given: [], problems: [] } : readSettingsFile(file.path, file.text),
    readSettingVariables(sources.environment),
    readSettingFlags(sources.flags),
  ];
  const problems = read.flatMap((each) => each.problems);
  const winning = new Map(read.flatMap((each) => each.given).map((given) => [given.name, given]));
  const values = parseAll(winning, problems);
  if (problems.length > 0) return { ok: false, problems };
  // Every name of the table was parsed, or is a problem.
  const config = assembleConfig(values as CompleteValues, givenTexts(winning));
  const conflicts = [...crossCheck(config), ...crossCheckTls(values as CompleteValues)];
  return conflicts.length > 0 ? { ok: false, problems: conflicts } : { ok: true, config };
}

/** Adds to `problems` what is wrong. */
function parseAll(
  winning: ReadonlyMap<string, GivenSetting>,
  problems: string[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = winning.get(name) ?? { name, value: setting.preset, source: 'default' };
    if (given.value === null) continue;
    const parsed = parseSetting(setting, given);
    if (parsed.ok) values[name] = parsed.value;
    else problems.push(parsed.problem);
  }
  return values;
}

function givenTexts(winning: ReadonlyMap<string, GivenSetting>): Config['given'] {
  const secret = new Set(
    Object.entries<Setting>(settings).flatMap(([name, { isSecret }]) => (isSecret ? [name] : [])),
  );
  const texts = [...winning].map(([name, { value, source }]) => {
    const plain = typeof value === 'string' ? value : JSON.stringify(value);
    return [name, { source, text: secret.has(name) ? '[secret]' : plain }] as const;
  });
  return Object.fromEntries(texts);
}
