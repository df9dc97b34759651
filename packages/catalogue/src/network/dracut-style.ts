import type { Bond } from '@netberth/network';
import { bootInterface, textOf, type NetStyle } from './net-style.ts';
import type { NetworkWords, StaticWords } from './network-words.ts';

/**
 * dracut.cmdline(7): `ip=<client>:[<peer>]:<gateway>:<netmask>:<hostname>:<interface>:none[:<mtu>]`, where IPv6 addresses
 * stand in brackets and the netmask is their prefix length; `nameserver=`, `vlan=<name>:<device>`,
 * `bond=<name>:<members>:<options>`, `ifname=<name>:<mac>`. One address only: dracut without NetworkManager stops at a second
 * `ip=` of a device ("Duplication configurations", parse-ip-opts.sh of 059).
 */
export const dracutStyle: NetStyle = {
  dhcp: (words) => {
    const { device, made } = deviceOf(words);
    return textOf(
      ...made,
      device === '' ? 'ip=dhcp' : `ip=${device}:dhcp`,
      'rd.neednet=1',
      bootInterface(words),
    );
  },
  static: (address, words) => {
    const { device, made } = deviceOf(words);
    return textOf(
      ...made,
      `ip=${clientOf(address)}:${words.hostname}:${device}:none${words.mtu === '' ? '' : `:${words.mtu}`}`,
      ...address.dns.map((each) => `nameserver=${each}`),
      'rd.neednet=1',
      bootInterface(words),
    );
  },
  takesIpv6: true,
  refuse: (words) =>
    words.vlan !== '' && words.bond === null && words.interface === '' && words.mac === ''
      ? 'for a VLAN it must know the MAC address or the name of the interface'
      : null,
};

function clientOf({ family, address, prefix, netmask, gateway }: StaticWords): string {
  if (family === 'IPv4') return `${address}::${gateway}:${netmask}`;
  return `[${address}]::${gateway === '' ? '' : `[${gateway}]`}:${prefix}`;
}

/** The device that gets the address, and the arguments that make it: a bond, a VLAN on it, or on a card. */
function deviceOf(words: NetworkWords): { readonly device: string; readonly made: readonly string[] } {
  const { bond, vlan } = words;
  if (bond === null && vlan === '') return { device: words.interface, made: [] };
  const { device: lower, made } = bond === null ? cardOf(words) : bondOf(bond);
  if (vlan === '') return { device: lower, made };
  const device = `${lower}.${vlan}`;
  return { device, made: [...made, `vlan=${device}:${lower}`] };
}

/** A card whose name is not known gets one by its MAC. */
function cardOf({ interface: name, macWithColons }: NetworkWords) {
  if (name !== '') return { device: name, made: [] };
  return { device: 'boot0', made: [`ifname=boot0:${macWithColons}`] };
}

function bondOf({ name, mode, members }: Bond) {
  const named = members.map((member, index) => ({ ...member, name: member.name ?? `member${index}` }));
  const given = named.filter((_, index) => members[index]?.name === null);
  return {
    device: name,
    made: [
      ...given.map((member) => `ifname=${member.name}:${member.mac}`),
      `bond=${name}:${named.map((member) => member.name).join(',')}:mode=${mode}`,
    ],
  };
}
