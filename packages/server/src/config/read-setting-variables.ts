import { nearestName } from '@netberth/slips';
import type { GivenSettings } from './given-setting.ts';
import { settings } from './settings.ts';

const settingOf = new Map(Object.entries(settings).map(([name, { variable }]) => [variable, name]));

/** Variables of the same prefix that the command reads and the server does not. */
const ofTheCommand: readonly string[] = [
  'NETBERTH_SERVER',
  'NETBERTH_TOKEN',
  'NETBERTH_CONFIG',
  'NETBERTH_CA',
  'NETBERTH_FINGERPRINT',
];

/** Settings out of the environment. An empty variable is one that is not set. */
export function readSettingVariables(
  environment: Readonly<Record<string, string | undefined>>,
): GivenSettings {
  const own = Object.entries(environment).filter(
    ([variable, value]) =>
      variable.startsWith('NETBERTH_') &&
      !ofTheCommand.includes(variable) &&
      value !== undefined &&
      value !== '',
  );
  return {
    given: own.flatMap(([variable, value]) => {
      const name = settingOf.get(variable);
      return name === undefined ? [] : [{ name, value, source: variable }];
    }),
    problems: own.flatMap(([variable]) => (settingOf.has(variable) ? [] : [unknownVariable(variable)])),
  };
}

function unknownVariable(variable: string): string {
  const near = nearestName(variable, [...settingOf.keys(), ...ofTheCommand]);
  return `${variable} (environment): is no setting${near === null ? '; wanted: a name of `netberth serve --help`, or another prefix' : `. Did you mean ${near}?`}`;
}
