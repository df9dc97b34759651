/**
 * Settings that iPXE itself defines, in any build. Evidence: the `__setting` tables of src/core/settings.c,
 * src/net, src/interface/smbios, and the same tables read out of Debian's ipxe.efi of bookworm, trixie and sid.
 */
const namedSettings: ReadonlySet<string> = new Set([
  ...['active-scan', 'asset', 'board-serial', 'buildarch', 'busid', 'busloc', 'bustype', 'cert', 'chip'],
  ...[
    'cpumodel',
    'cpuvendor',
    'crosscert',
    'cwduri',
    'cwuri',
    'dhcp-server',
    'dns',
    'dns6',
    'dnssl',
    'domain',
  ],
  ...[
    'errno',
    'filename',
    'gateway',
    'gateway6',
    'gid',
    'hostname',
    'hwaddr',
    'ifname',
    'initiator-iqn',
    'ip',
  ],
  ...['ip6', 'keep-san', 'key', 'len6', 'linktype', 'mac', 'manufacturer', 'memsize', 'mtu', 'netmask'],
  ...['next-server', 'ntp', 'password', 'peerdist', 'peerhost', 'platform', 'priority', 'privkey', 'product'],
  ...['reverse-password', 'reverse-username', 'root-path', 'san-drive', 'san-filename', 'san-retries'],
  ...[
    'scriptlet',
    'serial',
    'skip-san-boot',
    'ssid',
    'static-routes',
    'syslog',
    'syslog6',
    'syslogs',
    'sysmac',
  ],
  ...['trust', 'uid', 'unixtime', 'use-cached', 'user-class', 'username', 'uuid', 'vendor-class', 'version'],
  'vram',
]);

// Blocks whose settings are addressed by number or by what the hardware has, so any name may exist in them.
const openBlocks = /^(smbios|cpuid|pci|memmap|acpi|fdt|efi|vmware)$/;
const deviceBlocks =
  /^(net(\d+|X)|dhcp|dhcpv6|proxydhcp|pxebs|netX|builtin|fc\d+|ib\d+|wlan\d+)([-.][\w.-]+)*$/;

/** May iPXE itself have a setting of this name (`mac`, `net0/mac`, `175`, `smbios/1.4.0`), without `:type`? */
export function isKnownSetting(name: string): boolean {
  const [block, inner] = splitSettingName(name);
  if (block !== '' && openBlocks.test(block)) return true;
  if (block !== '' && !deviceBlocks.test(block)) return false;
  return namedSettings.has(inner) || /^(0x)?[0-9a-f]+(\.(0x)?[0-9a-f]+)*$/.test(inner);
}

/** Cut `block/name` apart; the block is empty where none is named. */
export function splitSettingName(name: string): readonly [string, string] {
  const slash = name.indexOf('/');
  return slash === -1 ? ['', name] : [name.slice(0, slash), name.slice(slash + 1)];
}
