import type { SettingType } from '../../setting-type.ts';

/** A setting that iPXE knows by name: its DHCP option (0: none) and its type. */
export type NamedSetting = { readonly name: string; readonly tag: number; readonly type: SettingType };

const options: readonly (readonly [name: string, tag: number, type: SettingType])[] = [
  ['netmask', 1, 'ipv4'],
  ['gateway', 3, 'ipv4'],
  ['dns', 6, 'ipv4'],
  ['syslog', 7, 'ipv4'],
  ['hostname', 12, 'string'],
  ['domain', 15, 'string'],
  ['root-path', 17, 'string'],
  ['mtu', 26, 'int16'],
  ['ntp', 42, 'ipv4'],
  ['dhcp-server', 54, 'ipv4'],
  ['vendor-class', 60, 'string'],
  ['filename', 67, 'string'],
  ['user-class', 77, 'string'],
  ['dnssl', 119, 'dnssl'],
  ['static-routes', 121, 'hexraw'],
  ['initiator-iqn', 203, 'string'],
  ['priority', 0xaf01, 'int8'],
  ['keep-san', 0xaf08, 'int8'],
  ['skip-san-boot', 0xaf09, 'int8'],
  ['scriptlet', 0xaf51, 'string'],
  ['crosscert', 0xaf5d, 'string'],
  ['privkey', 0xaf5c, 'hexraw'],
  ['cert', 0xaf5b, 'hexraw'],
  ['trust', 0xaf5a, 'hex'],
  ['use-cached', 0xafb2, 'uint8'],
  ['san-retries', 0xafbb, 'int8'],
  ['san-filename', 0xafbc, 'string'],
  ['san-drive', 0xafbd, 'uint8'],
  ['username', 0xafbe, 'string'],
  ['password', 0xafbf, 'string'],
  ['reverse-username', 0xafc0, 'string'],
  ['reverse-password', 0xafc1, 'string'],
  ['ip', 0, 'ipv4'],
  ['next-server', 0, 'ipv4'],
  ['ip6', 0, 'ipv6'],
  ['dns6', 0, 'ipv6'],
  ['gateway6', 0, 'ipv6'],
  ['len6', 0, 'uint8'],
  ['mac', 0, 'hex'],
  ['hwaddr', 0, 'hex'],
  ['bustype', 0, 'string'],
  ['busloc', 0, 'uint32'],
  ['busid', 0, 'hexraw'],
  ['chip', 0, 'string'],
  ['ssid', 0, 'string'],
  ['ifname', 0, 'string'],
  ['linktype', 0, 'string'],
  ['uuid', 0, 'uuid'],
  ['manufacturer', 0, 'string'],
  ['product', 0, 'string'],
  ['serial', 0, 'string'],
  ['asset', 0, 'string'],
  ['board-serial', 0, 'string'],
  ['errno', 0, 'uint32'],
  ['buildarch', 0, 'string'],
  ['platform', 0, 'string'],
  ['version', 0, 'string'],
  ['unixtime', 0, 'uint32'],
  ['cwuri', 0, 'string'],
  ['cwduri', 0, 'string'],
  ['cpumodel', 0, 'string'],
  ['cpuvendor', 0, 'string'],
  ['memsize', 0, 'int32'],
  ['sysmac', 0, 'hex'],
  ['vram', 0, 'base64'],
];

/**
 * The settings iPXE defines, with their DHCP option numbers and types: src/core/settings.c, src/include/ipxe/dhcp.h,
 * src/net/netdev_settings.c, src/interface/smbios/smbios_settings.c. An encapsulated option `175.8` is 0xaf08.
 */
export const namedSettings: ReadonlyMap<string, NamedSetting> = new Map(
  options.map(([name, tag, type]) => [name, { name, tag, type }]),
);

export const settingsByTag: ReadonlyMap<number, NamedSetting> = new Map(
  [...namedSettings.values()].filter(({ tag }) => tag !== 0).map((each) => [each.tag, each]),
);
