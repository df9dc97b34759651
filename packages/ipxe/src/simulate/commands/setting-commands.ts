import { errors, errorText } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { say, sayFailure } from '../screen/say.ts';
import { findSetting, type SettingName } from '../settings/setting-name.ts';
import { fetchValue, type StoredValue } from '../settings/settings-block.ts';
import { numberBytes } from '../settings/stored-number.ts';
import { stringType, valueType, type ValueType } from '../settings/value-type.ts';
import { atOnce } from './at-once.ts';
import { badInteger, readInteger } from './option-values.ts';

export const set = atOnce((machine, { args }) => storeText(machine, args[0] ?? '', args.slice(1).join(' ')));

export const clear = atOnce((machine, { args }) => {
  const setting = nameSetting(machine, args[0] ?? '', true);
  return typeof setting === 'number' ? setting : deleteValue(machine, setting);
});

export const show = atOnce((machine, { args }) => {
  const setting = nameSetting(machine, args[0] ?? '', false);
  if (typeof setting === 'number') return setting;
  const found = fetchValue(setting.block, setting.key);
  const type = setting.type ?? found?.value.type;
  const text = found === null ? null : type?.format(found.value.bytes);
  if (found === null || type === undefined || text === null || text === undefined)
    return sayFailure(machine, `Could not find "${setting.shown}"`, errors.noSetting);
  const block = found.origin === '' ? '' : `${found.origin}/`;
  say(machine, `${block}${setting.shown}:${type.name} = ${text}`);
  return 0;
});

export const inc = atOnce((machine, { args }) => {
  const setting = nameSetting(machine, args[0] ?? '', false);
  if (typeof setting === 'number') return setting;
  const step = args[1] === undefined ? 1 : readInteger(machine, args[1]);
  if (step === null) return badInteger;
  const found = fetchValue(setting.block, setting.key);
  const type = setting.type ?? found?.value.type ?? valueType('int32', machine.tree) ?? stringType;
  if (type.number === null) return couldNotStore(machine, setting, errors.settingNotSupported);
  const value = found === null ? 0n : (type.number.read(found.value.bytes) ?? 0n);
  const bytes = numberBytes(value + BigInt(step), type.number.sizeBytes);
  return storeValue(machine, setting, { bytes, type });
});

/** Store a text under a setting's name as its type reads it, or say why not. */
export function storeText(
  machine: Machine,
  name: string,
  text: string,
  absent: ValueType = stringType,
): number {
  const setting = nameSetting(machine, name, true);
  if (typeof setting === 'number') return setting;
  if (text === '') return deleteValue(machine, setting);
  const type = setting.type ?? absent;
  const bytes = type.parse(text);
  if (typeof bytes === 'number') return couldNotStore(machine, setting, bytes);
  return storeValue(machine, setting, { bytes, type });
}

/** Would a setting take this text? 0 or an error number; nothing is stored and nothing said. */
export function parseText(machine: Machine, name: string, text: string): number {
  const setting = findSetting(machine.tree, name, true);
  if (typeof setting === 'number') return setting;
  const bytes = text === '' ? null : (setting.type ?? stringType).parse(text);
  if (typeof bytes === 'number') return bytes;
  return setting.block.isReadOnly ? errors.settingNotSupported : 0;
}

/** A setting by its name, or a complaint on the screen and an error number. */
export function nameSetting(machine: Machine, name: string, isCreating: boolean): SettingName | number {
  const setting = findSetting(machine.tree, name, isCreating);
  if (typeof setting === 'number') say(machine, `"${name}": invalid setting`);
  return setting;
}

function deleteValue(machine: Machine, setting: SettingName): number {
  if (setting.block.isReadOnly) return couldNotStore(machine, setting, errors.settingNotSupported);
  setting.block.values.delete(setting.key);
  return 0;
}

function storeValue(machine: Machine, setting: SettingName, value: StoredValue): number {
  if (setting.block.isReadOnly) return couldNotStore(machine, setting, errors.settingNotSupported);
  setting.block.values.set(setting.key, value);
  return 0;
}

function couldNotStore(machine: Machine, setting: SettingName, status: number): number {
  say(machine, `Could not store "${setting.shown}": ${errorText(status, machine)}`);
  return status;
}
