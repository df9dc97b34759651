import { textOf, type NetStyle } from './net-style.ts';
import type { NetworkWords } from './network-words.ts';

/**
 * The kernel's own (Documentation/admin-guide/nfs/nfsroot.rst), as Talos reads it too:
 * `ip=<client>:<server>:<gateway>:<netmask>:<hostname>:<device>:<autoconf>:<dns0>:<dns1>`; Talos adds dracut's `vlan=`
 * and `bond=`.
 */
export const kernelStyle: NetStyle = {
  dhcp: (words) => {
    const { device, made } = deviceOf(words);
    return textOf(...made, device === '' ? 'ip=dhcp' : `ip=:::::${device}:dhcp`);
  },
  static: ({ address, netmask, gateway, dns }, words) => {
    const { device, made } = deviceOf(words);
    const servers = dns.slice(0, 2).join(':');
    return textOf(...made, `ip=${address}::${gateway}:${netmask}:${words.hostname}:${device}:off:${servers}`);
  },
  refuse: ({ vlan, bond, interface: name }) => {
    if (bond?.members.some((member) => member.name === null) === true)
      return 'for a bond it must know the names of its members';
    return vlan !== '' && bond === null && name === ''
      ? 'for a VLAN it must know the name of the interface'
      : null;
  },
};

function deviceOf({ bond, vlan, interface: name }: NetworkWords): {
  readonly device: string;
  readonly made: readonly string[];
} {
  const lower = bond?.name ?? name;
  const bonded =
    bond === null
      ? []
      : [`bond=${bond.name}:${bond.members.map((member) => member.name).join(',')}:mode=${bond.mode}`];
  if (vlan === '') return { device: lower, made: bonded };
  return { device: `${lower}.${vlan}`, made: [...bonded, `vlan=${lower}.${vlan}:${lower}`] };
}
