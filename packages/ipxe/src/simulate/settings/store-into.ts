import { findSetting, type SettingTree } from './setting-name.ts';
import type { SettingsBlock } from './settings-block.ts';
import { stringType } from './value-type.ts';

/**
 * Put a value that comes with the machine into a block, read-only ones too. A text that its type cannot read is kept
 * as a string. Gives false for a name that iPXE would not understand.
 */
export function storeInto(tree: SettingTree, block: SettingsBlock, name: string, text: string): boolean {
  const setting = findSetting({ ...tree, root: block, isOld: false }, name, true);
  if (typeof setting === 'number') return false;
  const type = setting.type ?? stringType;
  const bytes = type.parse(text);
  const value =
    typeof bytes === 'number' ? { bytes: stringType.parse(text), type: stringType } : { bytes, type };
  if (typeof value.bytes === 'number') return false;
  setting.block.values.set(setting.key, { bytes: value.bytes, type: value.type });
  return true;
}
