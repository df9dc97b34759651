import type { z } from 'zod';
import type { DhcpSubnetSetting } from './dhcp-settings.ts';
import type { SettingName, settings } from './settings.ts';

/** The parsed value of every setting; undefined: not set. */
export type SettingValues = {
  readonly [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> | undefined;
};

/** Every setting but these has a preset, so that only they can be missing. */
export type CompleteValues = {
  readonly [Name in Exclude<SettingName, 'bootUrl' | 'power.mediaUrl' | 'dhcp.subnets'>]: NonNullable<
    SettingValues[Name]
  >;
} & {
  readonly bootUrl?: string;
  readonly 'power.mediaUrl'?: string;
  readonly 'dhcp.subnets'?: readonly DhcpSubnetSetting[];
};
