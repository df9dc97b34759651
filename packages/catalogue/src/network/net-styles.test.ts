import { describe, expect, it } from 'vitest';
import { dhcpNetwork, type MachineNetwork } from './machine-network.ts';
import type { NetStyleName } from './net-style-name.ts';
import { networkArguments } from './net-styles.ts';
import { networkWords } from './network-words.ts';

const machine: MachineNetwork = {
  addressing: {
    kind: 'static',
    address: '192.0.2.10',
    prefixLength: 20,
    gateway: '192.0.0.1',
    dns: ['198.51.100.1', '198.51.100.2'],
  },
  mac: '52:54:00:AB:CD:EF',
  interface: 'ens3',
  hostname: 'web-1',
  vlan: null,
  bond: null,
};
const bond = { name: 'bond0', members: ['ens3', 'ens4'], mode: 'active-backup' };

/** The arguments of a style, or why it has none. */
function told(style: NetStyleName, network: MachineNetwork): string {
  const read = networkWords(network);
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
    const nameless = { ...machine, interface: null, hostname: null };
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
    expect(told(style, dhcpNetwork)).toBe(expected);
  });
});

describe('a VLAN', () => {
  const tagged = { ...machine, vlan: 42 };

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
    expect(told('dracut', { ...tagged, interface: null })).toContain(
      'ifname=boot0:52:54:00:ab:cd:ef vlan=boot0.42:boot0 ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:boot0.42:none',
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
    expect(told('dracut', { ...machine, bond, vlan: 42 })).toContain(
      'bond=bond0:ens3,ens4:mode=active-backup vlan=bond0.42:bond0 ip=192.0.2.10::192.0.0.1:255.255.240.0:web-1:bond0.42:none',
    );
    expect(told('kernel', { ...machine, bond })).toContain('bond=bond0:ens3,ens4:mode=active-backup ip=');
  });

  it.each<NetStyleName>(['linuxrc', 'debian-installer', 'esxi', 'casper', 'mageia'])(
    'is refused for %s',
    (style) => {
      expect(told(style, { ...machine, bond })).toBe('refused: it cannot be told a bond on its command line');
    },
  );
});

describe('networkWords', () => {
  it('names everything that is no word of a command line', () => {
    const read = networkWords({
      addressing: {
        kind: 'static',
        address: '192.0.2.300',
        prefixLength: 33,
        gateway: '::1',
        dns: ['${dns}'],
      },
      mac: '52:54',
      interface: 'eth0 || reboot',
      hostname: 'a b',
      vlan: 5000,
      bond: { name: 'bond0', members: [], mode: 'x,y' },
    });
    expect(read).toEqual({
      ok: false,
      problems: [
        '"192.0.2.300" is not an IPv4 address',
        '"::1" is not an IPv4 address',
        '"${dns}" is not an IPv4 address',
        '"33" is not a prefix length: wanted 1 to 32',
        '"52:54" is not a MAC address',
        '"eth0 || reboot" is not the name of a network interface',
        '"a b" is not a host name',
        '"5000" is not a VLAN number: wanted 1 to 4094',
        '"x,y" is not a bonding mode',
        'the bond has no members',
      ],
    });
  });
});
