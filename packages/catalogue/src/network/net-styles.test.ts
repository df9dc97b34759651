import {
  dhcpNetwork,
  parseMachineNetwork,
  writtenNetworkSchema,
  type MachineNetwork,
} from '@netberth/network';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { NetStyleName } from './net-style-name.ts';
import { networkArguments } from './net-styles.ts';
import { networkWords } from './network-words.ts';

type Asked = { readonly network: MachineNetwork; readonly hostname: string | null };
type Only = Partial<z.input<typeof writtenNetworkSchema>['interfaces'][number]>;

/** A machine with one interface, as it is written in `machine set --network`. */
function machineWith(only: Only, hostname: string | null = 'web-1', search: string[] = []): Asked {
  const written = writtenNetworkSchema.parse({
    interfaces: [
      {
        ...(only.bond === undefined && { mac: '52:54:00:AB:CD:EF' }),
        name: 'ens3',
        addresses: ['192.0.2.10/20'],
        gateways: ['192.0.0.1'],
        ...only,
      },
    ],
    dns: ['198.51.100.1', '198.51.100.2'],
    search,
  });
  const parsed = parseMachineNetwork(written);
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return { network: parsed.network, hostname };
}

const machine = machineWith({});
const unknown: Asked = { network: dhcpNetwork, hostname: null };
const nameless: Asked = withoutName(machine);
const bond = {
  mode: 'active-backup' as const,
  members: [
    { mac: '52:54:00:ab:cd:ef', name: 'ens3' },
    { mac: '52:54:00:ab:cd:f0', name: 'ens4' },
  ],
};

function withoutName({ network }: Asked): Asked {
  const { boot } = network;
  const only = { ...boot.interface, on: { kind: 'card', mac: boot.mac, name: null } } as const;
  return { network: { ...network, interfaces: [only], boot: { ...boot, interface: only } }, hostname: null };
}

/** The arguments of a style, or why it has none. */
function told(style: NetStyleName, { network, hostname }: Asked): string {
  const read = networkWords(network, hostname);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const given = networkArguments(style, read.words);
  return given.ok ? (given.text.inline ?? given.text.args.join(' ')) : `refused: ${given.why}`;
}

describe('a static address', () => {
  it.each<[NetStyleName, string]>([
    [
      'dracut',
      'ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3:none nameserver=198.51.100.1 nameserver=198.51.100.2 rd.neednet=1 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    ['kernel', 'ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3:off:198.51.100.1:198.51.100.2'],
    [
      'alpine',
      'ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3:off:198.51.100.1:198.51.100.2 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    ['archiso', 'ip=192.0.2.10::192.0.0.1:255.255.240.0 BOOTIF=01-52-54-00-ab-cd-ef'],
    [
      'casper',
      'ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3:none:198.51.100.1:198.51.100.2 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    ['live-boot', 'ip=ens3:192.0.2.10:255.255.240.0:192.0.0.1:198.51.100.1 BOOTIF=01-52-54-00-ab-cd-ef'],
    ['gentoo', 'ip=192.0.2.10/20 gk.net.gw=192.0.0.1 gk.net.iface=ens3'],
    [
      'debian-installer',
      'netcfg/disable_autoconfig=true netcfg/get_ipaddress=192.0.2.10 netcfg/get_netmask=255.255.240.0 netcfg/get_gateway=192.0.0.1 netcfg/get_nameservers=198.51.100.1 netcfg/confirm_static=true netcfg/choose_interface=ens3 netcfg/get_hostname=web-1 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    ['linuxrc', 'ifcfg=ens3=192.0.2.10/20,192.0.0.1,198.51.100.1 hostname=web-1 BOOTIF=01-52-54-00-ab-cd-ef'],
    [
      'mageia',
      'interface:ens3,network:static,ip:192.0.2.10,netmask:255.255.240.0,gateway:192.0.0.1,dns:198.51.100.1',
    ],
    [
      'esxi',
      'ip=192.0.2.10 netmask=255.255.240.0 gateway=192.0.0.1 nameserver=198.51.100.1 ksdevice=52:54:00:ab:cd:ef',
    ],
    ['archiso-https', 'refused: it cannot be told a static address and asks DHCP'],
    ['none', 'refused: it cannot be told a static address and asks DHCP'],
    ['unused', ''],
  ])('reaches %s', (style, expected) => {
    expect(told(style, machine)).toBe(expected);
  });

  it('reaches a machine of which only the MAC is known, by that', () => {
    expect(told('dracut', nameless)).toBe(
      'ip=192.0.2.10::192.0.0.1:255.255.240.0:::none nameserver=198.51.100.1 nameserver=198.51.100.2 rd.neednet=1 BOOTIF=01-52-54-00-ab-cd-ef',
    );
    expect(told('gentoo', nameless)).toContain('gk.net.iface=52:54:00:ab:cd:ef');
    expect(told('linuxrc', nameless)).toBe(
      'ifcfg=*=192.0.2.10/20,192.0.0.1,198.51.100.1 BOOTIF=01-52-54-00-ab-cd-ef',
    );
    expect(told('live-boot', nameless)).toBe(
      'refused: for a static address it must know the name of the interface, such as "ens3"',
    );
  });
});

describe('an IPv6 address', () => {
  const only = machineWith({ addresses: ['2001:db8::10/64'], gateways: ['fe80::1'] });

  it.each<[NetStyleName, string]>([
    [
      'dracut',
      'ip=[2001:db8::10]::[fe80::1]:64:web-1:ens3:none nameserver=198.51.100.1 nameserver=198.51.100.2 rd.neednet=1 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    [
      'debian-installer',
      'netcfg/disable_autoconfig=true netcfg/get_ipaddress=2001:db8::10/64 netcfg/get_gateway=fe80::1 netcfg/get_nameservers=198.51.100.1 netcfg/confirm_static=true netcfg/choose_interface=ens3 netcfg/get_hostname=web-1 BOOTIF=01-52-54-00-ab-cd-ef',
    ],
    ['linuxrc', 'ifcfg=ens3=2001:db8::10/64,fe80::1,198.51.100.1 hostname=web-1 BOOTIF=01-52-54-00-ab-cd-ef'],
    ['alpine', 'refused: it cannot be told an IPv6 address'],
    ['esxi', 'refused: it cannot be told an IPv6 address'],
  ])('reaches %s, or is refused', (style, expected) => {
    expect(told(style, only)).toBe(expected);
  });

  it('is what the answer file has to say where there is an IPv4 address too', () => {
    const both = machineWith({ addresses: ['192.0.2.10/20', '2001:db8::10/64'], gateways: ['192.0.0.1'] });
    expect(told('dracut', both)).toContain('ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3:none ');
  });
});

describe('a network without a router', () => {
  const alone = machineWith({ gateways: [] });

  it.each<[NetStyleName, string]>([
    ['dracut', 'ip=192.0.2.10:::255.255.240.0:web-1:ens3:none '],
    ['debian-installer', 'netcfg/get_netmask=255.255.240.0 netcfg/get_gateway=none '],
    ['linuxrc', 'ifcfg=ens3=192.0.2.10/20,,198.51.100.1 '],
    ['mageia', 'netmask:255.255.240.0,dns:198.51.100.1'],
    ['esxi', 'ip=192.0.2.10 netmask=255.255.240.0 nameserver=198.51.100.1 '],
    ['gentoo', 'ip=192.0.2.10/20 gk.net.iface=ens3'],
  ])('is told to %s', (style, expected) => {
    expect(told(style, alone)).toContain(expected);
  });
});

it('large packets reach dracut, and a domain the installers of Debian and openSUSE', () => {
  const large = machineWith({ mtu: 9000 }, 'web-1', ['example.org']);
  expect(told('dracut', large)).toContain(':web-1:ens3:none:9000 ');
  expect(told('debian-installer', large)).toContain(
    'netcfg/get_hostname=web-1 netcfg/get_domain=example.org ',
  );
  expect(told('linuxrc', large)).toContain('=192.0.2.10/20,192.0.0.1,198.51.100.1,example.org ');
});

describe('DHCP', () => {
  it.each<[NetStyleName, string]>([
    ['dracut', 'ip=dhcp rd.neednet=1'],
    ['kernel', 'ip=dhcp'],
    ['alpine', 'ip=dhcp'],
    ['archiso', 'ip=dhcp'],
    ['archiso-https', 'ip=dhcp'],
    ['casper', 'ip=dhcp'],
    ['live-boot', ''],
    ['gentoo', 'ip=dhcp'],
    ['debian-installer', ''],
    ['linuxrc', 'ifcfg=*=dhcp'],
    ['mageia', 'network:dhcp'],
    ['esxi', ''],
    ['none', ''],
  ])('is what %s uses on a machine of which nothing is known', (style, expected) => {
    expect(told(style, unknown)).toBe(expected);
  });
});

describe('a VLAN', () => {
  const tagged = machineWith({ vlan: 42 });

  it('is made on the interface that is named', () => {
    expect(told('dracut', tagged)).toBe(
      'vlan=ens3.42:ens3 ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3.42:none nameserver=198.51.100.1 nameserver=198.51.100.2 rd.neednet=1 BOOTIF=01-52-54-00-ab-cd-ef',
    );
    expect(told('kernel', tagged)).toContain(
      'vlan=ens3.42:ens3 ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:ens3.42:',
    );
    expect(told('linuxrc', tagged)).toContain('ifcfg=ens3.42=192.0.2.10/20');
    expect(told('debian-installer', tagged)).toContain('netcfg/vlan_id=42');
    expect(told('esxi', tagged)).toContain('vlanid=42');
  });

  it('is made on the card of the MAC where dracut knows no name', () => {
    expect(told('dracut', withoutName(tagged))).toContain(
      'ifname=boot0:52:54:00:ab:cd:ef vlan=boot0.42:boot0 ip=192.0.2.10::192.0.0.1:255.255.240.0::boot0.42:none',
    );
  });

  it.each<NetStyleName>(['alpine', 'archiso', 'casper', 'live-boot', 'gentoo', 'mageia', 'none'])(
    'is refused for %s',
    (style) => {
      expect(told(style, tagged)).toBe('refused: it cannot be told a VLAN on its command line');
    },
  );
});

describe('a bond', () => {
  it('is made of its members, and a VLAN on top of it', () => {
    expect(told('dracut', machineWith({ name: 'bond0', bond, vlan: 42 }))).toContain(
      'bond=bond0:ens3,ens4:mode=active-backup vlan=bond0.42:bond0 ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:bond0.42:none',
    );
    expect(told('kernel', machineWith({ name: 'bond0', bond }))).toContain(
      'bond=bond0:ens3,ens4:mode=active-backup ip=',
    );
  });

  it('gives members whose names are not known names by their MACs, where that is possible', () => {
    const members = [{ mac: '52:54:00:ab:cd:ef' }, { mac: '52:54:00:ab:cd:f0', name: 'ens4' }];
    const nameless = machineWith({ name: 'bond0', bond: { mode: '802.3ad', members } });
    expect(told('dracut', nameless)).toContain(
      'ifname=member0:52:54:00:ab:cd:ef bond=bond0:member0,ens4:mode=802.3ad ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:bond0:none',
    );
    expect(told('kernel', nameless)).toBe('refused: for a bond it must know the names of its members');
  });

  it.each<NetStyleName>(['linuxrc', 'debian-installer', 'esxi', 'casper', 'mageia'])(
    'is refused for %s',
    (style) => {
      expect(told(style, machineWith({ name: 'bond0', bond }))).toBe(
        'refused: it cannot be told a bond on its command line',
      );
    },
  );
});

it('is refused a host name that is no word of a command line', () => {
  expect(networkWords(dhcpNetwork, 'a b')).toEqual({
    ok: false,
    problems: ['"a b" is not a host name'],
  });
});
