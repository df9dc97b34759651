import { bootInterface, textOf, type NetStyle } from './net-style.ts';
import type { NetworkWords } from './network-words.ts';

/**
 * dracut.cmdline(7): `ip=<client>:[<peer>]:<gateway>:<netmask>:<hostname>:<interface>:none`, `nameserver=`,
 * `vlan=<name>:<device>`, `bond=<name>:<members>:<options>`, `ifname=<name>:<mac>`.
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
  static: ({ address, netmask, gateway, dns }, words) => {
    const { device, made } = deviceOf(words);
    return textOf(
      ...made,
      `ip=${address}::${gateway}:${netmask}:${words.hostname}:${device}:none`,
      ...dns.map((each) => `nameserver=${each}`),
      'rd.neednet=1',
      bootInterface(words),
    );
  },
  refuse: (words) =>
    words.vlan !== '' && words.bond === null && words.interface === '' && words.mac === ''
      ? 'for a VLAN it must know the MAC address or the name of the interface'
      : null,
};

/** The device that gets the address, and the arguments that make it: a bond, a VLAN on it, or on a card. */
function deviceOf(words: NetworkWords): { readonly device: string; readonly made: readonly string[] } {
  const { bond, vlan } = words;
  const bonded = bond === null ? null : `bond=${bond.name}:${bond.members.join(',')}:mode=${bond.mode}`;
  if (vlan === '') return { device: bond?.name ?? words.interface, made: bonded === null ? [] : [bonded] };
  const lower = bond?.name ?? (words.interface === '' ? 'boot0' : words.interface);
  const named = lower === 'boot0' ? [`ifname=boot0:${words.macWithColons}`] : [];
  const device = `${lower}.${vlan}`;
  return { device, made: [...named, ...(bonded === null ? [] : [bonded]), `vlan=${device}:${lower}`] };
}
