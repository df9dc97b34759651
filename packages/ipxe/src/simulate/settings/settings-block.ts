import { hexText } from './value-type.ts';
import type { ValueType } from './value-type.ts';

/** A stored value: its bytes and the type it was stored with. */
export type StoredValue = { readonly bytes: Uint8Array; readonly type: ValueType };

/** A node of the tree of settings. What nobody may store into (SMBIOS) is read-only. */
export type SettingsBlock = {
  readonly name: string;
  /** Its own name after those of the blocks it is in: `net0.dhcp`. */
  readonly path: string;
  readonly values: Map<string, StoredValue>;
  readonly children: SettingsBlock[];
  readonly isReadOnly: boolean;
  /** Computed when asked for: error number, working URL. */
  readonly computed: (key: string) => StoredValue | undefined;
};

export function settingsBlock(
  path: string,
  traits: { readonly isReadOnly?: boolean; readonly computed?: SettingsBlock['computed'] } = {},
): SettingsBlock {
  return {
    name: path.slice(path.lastIndexOf('.') + 1),
    path,
    values: new Map(),
    children: [],
    isReadOnly: traits.isReadOnly ?? false,
    computed: traits.computed ?? (() => undefined),
  };
}

/** A value and the path (`net0.dhcp`) of the block it was found in: this block first, then its children in order. */
export function fetchValue(
  block: SettingsBlock,
  key: string,
): { readonly value: StoredValue; readonly origin: string } | null {
  const own = block.values.get(key) ?? block.computed(key);
  if (own !== undefined) return { value: own, origin: block.path };
  for (const child of block.children) {
    const found = fetchValue(child, key);
    if (found !== null) return found;
  }
  return null;
}

/** All stored values by `block/name`; what has no text in its type is shown in hex. */
export function storedSettings(block: SettingsBlock): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [key, { bytes, type }] of block.values)
    shown[block.path === '' ? key : `${block.path}/${key}`] = type.format(bytes) ?? hexText(bytes, ':');
  for (const child of block.children) Object.assign(shown, storedSettings(child));
  return shown;
}
