import type { SettingView, settingsList, OutputOf } from '@netberth/api';
import { table } from './table.ts';
import { lineWith, type View } from './view.ts';

export function settingsListText({ settings }: OutputOf<typeof settingsList>, view: View): string {
  const rows = settings.map(({ name, value, source, adjustable }) => [
    name,
    value === '' ? '-' : value,
    source,
    adjustable ? 'settings set' : 'at the start',
  ]);
  return table(['SETTING', 'VALUE', 'FROM', 'CAN BE SET BY'], rows, view.paint, view.lineColumns);
}

export function settingSetText({ name, value }: SettingView, view: View): string {
  return lineWith(view.paint)`${name} is ${value} from now on.\n`;
}

export function settingUnsetText({ name, value }: SettingView, view: View): string {
  return lineWith(view.paint)`${name} is ${value === '' ? 'empty' : value} again, the default.\n`;
}
