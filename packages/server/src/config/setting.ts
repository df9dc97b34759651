import type { z } from 'zod';

export const settingGroups = [
  'Data',
  'Machines reach',
  'DHCP',
  'People reach',
  'Signing in',
  'Granting and the audit log',
  'New machines',
  'Menu',
  'Power of machines',
  'Running',
] as const;

/** One setting of the server: what it takes, what it is without, and what help says of it. */
export type Setting = {
  /** Takes text (flag, environment) and what YAML gives. Its messages go on from the value: `is not a size`. */
  readonly schema: z.ZodType;
  /** As it would be written; null: not set. */
  readonly preset: string | null;
  readonly group: (typeof settingGroups)[number];
  readonly help: string;
  /** What stands for the value in help; empty: a switch. */
  readonly placeholder: string;
  /** What a right value looks like, for messages: `wanted: …`. */
  readonly wanted: string;
  readonly isSecret?: true;
  /** It may be set while the server runs: `netberth settings set`. */
  readonly isAdjustable?: true;
};

/** A setting with its other two spellings: `boot-listen` and `NETBERTH_BOOT_LISTEN`. */
export type NamedSetting<Of extends Setting = Setting> = Of & {
  readonly flag: string;
  readonly variable: string;
};

/** Gives every setting of a table its names, and keeps the type of each. */
export function nameSettings<const Table extends Readonly<Record<string, Setting>>>(
  table: Table,
): { readonly [Name in keyof Table]: NamedSetting<Table[Name]> } {
  const named = Object.entries(table).map(
    ([name, setting]) =>
      [name, { ...setting, flag: settingFlag(name), variable: settingVariable(name) }] as const,
  );
  return Object.fromEntries(named) as { [Name in keyof Table]: NamedSetting<Table[Name]> };
}

/** `bootListen` -> `boot-listen`, `kiwispray.openListing` -> `kiwispray-open-listing` */
function settingFlag(name: string): string {
  return name.replaceAll('.', '-').replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** `bootListen` -> `NETBERTH_BOOT_LISTEN` */
function settingVariable(name: string): string {
  return `NETBERTH_${settingFlag(name).replaceAll('-', '_').toUpperCase()}`;
}
