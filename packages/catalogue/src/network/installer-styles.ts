import { bootInterface, refuseBond, refuseVlanAndBond, textOf, type NetStyle } from './net-style.ts';
import type { NetworkWords } from './network-words.ts';

/**
 * Debian's netcfg, by preseeding on the command line (Debian Installation Guide, B.4.2). An IPv6 address has its prefix
 * length behind it (the question `netcfg/get_ipaddress`); a network without a router is said by `none`.
 */
export const debianInstallerStyle: NetStyle = {
  dhcp: (words) => textOf(...named(words), ...tagged(words.vlan), bootInterface(words)),
  static: ({ family, address, prefix, netmask, gateway, dns }, words) => {
    const [server = ''] = dns;
    const isIpv6 = family === 'IPv6';
    return textOf(
      'netcfg/disable_autoconfig=true',
      `netcfg/get_ipaddress=${isIpv6 ? `${address}/${prefix}` : address}`,
      isIpv6 ? '' : `netcfg/get_netmask=${netmask}`,
      `netcfg/get_gateway=${gateway === '' ? 'none' : gateway}`,
      server === '' ? '' : `netcfg/get_nameservers=${server}`,
      'netcfg/confirm_static=true',
      words.interface === '' ? '' : `netcfg/choose_interface=${words.interface}`,
      ...named(words),
      ...tagged(words.vlan),
      bootInterface(words),
    );
  },
  takesIpv6: true,
  refuse: refuseBond,
};

function named({ hostname, domain }: NetworkWords): string[] {
  return [
    ...(hostname === '' ? [] : [`netcfg/get_hostname=${hostname}`]),
    ...(domain === '' ? [] : [`netcfg/get_domain=${domain}`]),
  ];
}

function tagged(vlan: string): string[] {
  return vlan === '' ? [] : [`netcfg/vlan_id=${vlan}`];
}

/**
 * openSUSE's linuxrc (SDB:Linuxrc): `ifcfg=<interface[.vlan]>=<address>/<prefix>,<gateway>,<name server>,<domain>`; `*` is
 * any interface.
 */
export const linuxrcStyle: NetStyle = {
  dhcp: (words) => textOf(`ifcfg=${device(words)}=dhcp`, ...hosted(words.hostname), bootInterface(words)),
  static: ({ address, prefix, gateway, dns }, words) => {
    const [server = ''] = dns;
    const domain = words.domain === '' ? '' : `,${words.domain}`;
    return textOf(
      `ifcfg=${device(words)}=${address}/${prefix},${gateway},${server}${domain}`,
      ...hosted(words.hostname),
      bootInterface(words),
    );
  },
  takesIpv6: true,
  refuse: refuseBond,
};

function device({ interface: name, vlan }: { readonly interface: string; readonly vlan: string }): string {
  return `${name === '' ? '*' : name}${vlan === '' ? '' : `.${vlan}`}`;
}

function hosted(hostname: string): string[] {
  return hostname === '' ? [] : [`hostname=${hostname}`];
}

/** Mageia's stage 1 (README of drakx): parts of `automatic=`; it asks for the interface when there are several. */
export const mageiaStyle: NetStyle = {
  dhcp: ({ interface: name }) => ({ args: [], inline: `${cardOf(name)}network:dhcp` }),
  static: ({ address, netmask, gateway, dns }, { interface: name }) => {
    const [server = ''] = dns;
    const parts = [
      `ip:${address}`,
      `netmask:${netmask}`,
      gateway === '' ? '' : `gateway:${gateway}`,
      server === '' ? '' : `dns:${server}`,
    ];
    const given = parts.filter((part) => part !== '').join(',');
    return { args: [], inline: `${cardOf(name)}network:static,${given}` };
  },
  refuse: refuseVlanAndBond,
};

function cardOf(name: string): string {
  return name === '' ? '' : `interface:${name},`;
}

/** ESXi's boot options (`kernelopt` of boot.cfg): `ksdevice=` is the card by its MAC. */
export const esxiStyle: NetStyle = {
  dhcp: ({ macWithColons: mac, vlan }) => textOf(mac === '' ? '' : `ksdevice=${mac}`, vlanOption(vlan)),
  static: ({ address, netmask, gateway, dns }, { macWithColons: mac, vlan }) => {
    const [server = ''] = dns;
    return textOf(
      `ip=${address}`,
      `netmask=${netmask}`,
      gateway === '' ? '' : `gateway=${gateway}`,
      server === '' ? '' : `nameserver=${server}`,
      mac === '' ? '' : `ksdevice=${mac}`,
      vlanOption(vlan),
    );
  },
  refuse: refuseBond,
};

function vlanOption(vlan: string): string {
  return vlan === '' ? '' : `vlanid=${vlan}`;
}
