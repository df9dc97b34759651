import { nearestName } from '@netberth/slips';
import type { GivenSettings } from './given-setting.ts';
import { settings } from './settings.ts';

const settingOf = new Map(Object.entries(settings).map(([name, { flag }]) => [flag, name]));

/** Settings given as flags, by flag without its dashes: `{ 'boot-listen': '[::]:80' }`. */
export function readSettingFlags(flags: Readonly<Record<string, string | undefined>>): GivenSettings {
  const own = Object.entries(flags).filter(([, value]) => value !== undefined);
  return {
    given: own.flatMap(([flag, value]) => {
      const name = settingOf.get(flag);
      return name === undefined ? [] : [{ name, value, source: `--${flag}` }];
    }),
    problems: own.flatMap(([flag]) => (settingOf.has(flag) ? [] : [unknownFlag(flag)])),
  };
}

function unknownFlag(flag: string): string {
  const near = nearestName(flag, [...settingOf.keys()]);
  return `--${flag}: is no setting${near === null ? '' : `. Did you mean --${near}?`}`;
}
