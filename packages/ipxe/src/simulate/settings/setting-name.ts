import { errors } from '../errors.ts';
import { namedSettings, settingsByTag } from './named-settings.ts';
import { readNumber } from './number-text.ts';
import { settingsBlock, type SettingsBlock } from './settings-block.ts';
import { valueType, type TypeDialect, type ValueType } from './value-type.ts';

/** What `net0/ip:ipv4` names. `type` is null when neither the name nor iPXE says one. */
export type SettingName = {
  readonly block: SettingsBlock;
  readonly key: string;
  /** As it was written, without block and type. */
  readonly shown: string;
  readonly type: ValueType | null;
};

export type SettingTree = TypeDialect & {
  readonly root: SettingsBlock;
  /** What `netX` stands for now. */
  readonly latestNetwork: () => string;
};

/**
 * Read a name as parse_setting_name() does; an error number when its block or its type does not exist.
 *
 * `isCreating` makes blocks that are not there, as `set`, `read` and `choose` do.
 */
export function findSetting(tree: SettingTree, name: string, isCreating: boolean): SettingName | number {
  const slash = name.indexOf('/');
  const [written, typeName] = splitOnce(slash === -1 ? name : name.slice(slash + 1), ':');
  const block = slash === -1 ? tree.root : findBlock(tree, name.slice(0, slash), isCreating);
  if (block === null) return errors.noSettingsBlock;
  const known = namedSettings.get(written) ?? settingsByTag.get(parseTag(written));
  const type = valueType(typeName ?? known?.type ?? '', tree);
  if (typeName !== undefined && type === null) return errors.noSettingType;
  const tag = parseTag(written);
  const key = known?.name ?? (tag === 0 ? written : `tag ${tag}`);
  return { block, key, shown: known?.name ?? written, type };
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function findBlock(tree: SettingTree, path: string, isCreating: boolean): SettingsBlock | null {
  let block = tree.root;
  for (const part of path === '' ? [] : path.split('.')) {
    const name = part === 'netX' ? tree.latestNetwork() : part;
    const found = block.children.find((child) => child.name === name);
    if (found === undefined && !isCreating) return null;
    const next = found ?? settingsBlock(block.path === '' ? name : `${block.path}.${name}`);
    if (found === undefined) block.children.push(next);
    block = next;
  }
  return block;
}

/** `67` or `175.8` as a DHCP option number; 0 when the name is none. */
function parseTag(name: string): number {
  let tag = 0;
  let rest = name;
  for (;;) {
    const { value, end } = readNumber(rest);
    tag = ((tag << 8) | value) >>> 0;
    if (end === rest.length) return tag;
    if (rest[end] !== '.') return 0;
    rest = rest.slice(end + 1);
  }
}
