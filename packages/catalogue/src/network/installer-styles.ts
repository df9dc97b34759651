import { bootInterface, refuseBond, refuseVlanAndBond, textOf, type NetStyle } from './net-style.ts';

/** Debian's netcfg, by preseeding on the command line (Debian Installation Guide, B.4.2). */
export const debianInstallerStyle: NetStyle = {
  dhcp: (words) => textOf(...named(words.hostname), ...tagged(words.vlan), bootInterface(words)),
  static: ({ address, netmask, gateway, dns }, words) => {
    const [server = ''] = dns;
    return textOf(
      'netcfg/disable_autoconfig=true',
      `netcfg/get_ipaddress=${address}`,
      `netcfg/get_netmask=${netmask}`,
      `netcfg/get_gateway=${gateway}`,
      server === '' ? '' : `netcfg/get_nameservers=${server}`,
      'netcfg/confirm_static=true',
      words.interface === '' ? '' : `netcfg/choose_interface=${words.interface}`,
      ...named(words.hostname),
      ...tagged(words.vlan),
      bootInterface(words),
    );
  },
  refuse: refuseBond,
};

function named(hostname: string): string[] {
  return hostname === '' ? [] : [`netcfg/get_hostname=${hostname}`];
}

function tagged(vlan: string): string[] {
  return vlan === '' ? [] : [`netcfg/vlan_id=${vlan}`];
}

/** openSUSE's linuxrc: `ifcfg=<interface[.vlan]>=<address>/<prefix>,<gateway>,<name server>`; `*` is any interface. */
export const linuxrcStyle: NetStyle = {
  dhcp: (words) => textOf(`ifcfg=${device(words)}=dhcp`, ...hosted(words.hostname), bootInterface(words)),
  static: ({ address, prefix, gateway, dns }, words) => {
    const [server = ''] = dns;
    return textOf(
      `ifcfg=${device(words)}=${address}/${prefix},${gateway},${server}`,
      ...hosted(words.hostname),
      bootInterface(words),
    );
  },
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
      `gateway:${gateway}`,
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
      `gateway=${gateway}`,
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
