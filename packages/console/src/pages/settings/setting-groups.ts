import type { SettingView } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

export type SettingGroup = { readonly title: string; readonly settings: readonly SettingView[] };

const titles: Readonly<Record<string, string>> = texts.settings.groups;

/** By what stands before the first dot of their names, in the order in which they come. */
export function settingGroups(settings: readonly SettingView[]): readonly SettingGroup[] {
  const groups = Map.groupBy(
    settings,
    ({ name }) => titles[name.split('.')[0] ?? ''] ?? texts.settings.others,
  );
  return [...groups].map(([title, members]) => ({ title, settings: members }));
}
