import { longestWord, mostExpansions } from '../limits.ts';
import { findSetting, type SettingTree } from './setting-name.ts';
import { fetchValue } from './settings-block.ts';

/** A word with nothing left to expand, or why iPXE does not get there. */
export type Expanded =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'endless' };

/** Replace `${…}` as expand_settings() does: the innermost first, results again, until none is left. */
export function expandSettings(tree: SettingTree, word: string): Expanded {
  let text = word;
  for (let count = 0; count <= mostExpansions; count += 1) {
    const place = innermost(text);
    if (place === null) return { kind: 'word', text };
    const value = settingText(tree, text.slice(place.start + 2, place.end)) ?? '';
    text = text.slice(0, place.start) + value + text.slice(place.end + 1);
    if (text.length > longestWord) return { kind: 'too-long' };
  }
  return { kind: 'endless' };
}

function innermost(text: string): { readonly start: number; readonly end: number } | null {
  const first = text.indexOf('${');
  if (first === -1) return null;
  const end = text.indexOf('}', first);
  return end === -1 ? null : { start: text.lastIndexOf('${', end), end };
}

/** The text of a setting by its name, or null where it is not set, not known, or has no text in this type. */
export function settingText(tree: SettingTree, name: string): string | null {
  const setting = findSetting(tree, name, false);
  if (typeof setting === 'number') return null;
  const found = fetchValue(setting.block, setting.key);
  if (found === null) return null;
  const text = (setting.type ?? found.value.type).format(found.value.bytes);
  // As iPXE keeps it in a C string.
  return text === null ? null : (text.split('\0')[0] ?? '');
}
