import { bootInterface, refuseVlanAndBond, textOf, type NetStyle } from './net-style.ts';

/** mkinitfs of Alpine: `ip=<client>:<server>:<gateway>:<netmask>:<hostname>:<device>:<autoconf>:<dns0>:<dns1>`. */
export const alpineStyle: NetStyle = {
  dhcp: (words) => textOf('ip=dhcp', bootInterface(words)),
  static: ({ address, netmask, gateway, dns }, words) => {
    const { hostname, interface: name } = words;
    const servers = dns.slice(0, 2).join(':');
    return textOf(
      `ip=${address}::${gateway}:${netmask}:${hostname}:${name}:off:${servers}`,
      bootInterface(words),
    );
  },
  refuse: refuseVlanAndBond,
};

/** mkinitcpio's net hook under archiso: no name server reaches its initramfs, so URLs must carry an address. */
export const archisoStyle: NetStyle = {
  dhcp: (words) => textOf('ip=dhcp', bootInterface(words)),
  static: ({ address, netmask, gateway }, words) =>
    textOf(`ip=${address}::${gateway}:${netmask}`, bootInterface(words)),
  refuse: refuseVlanAndBond,
};

/**
 * archiso that fetches over HTTPS: the address of a host, which is all that it could be told with a static address of its
 * own, fits no certificate.
 */
export const archisoHttpsStyle: NetStyle = { ...archisoStyle, static: null };

/** initramfs-tools and klibc's ipconfig under casper: `ip=<client>::<gateway>:<netmask>:<hostname>:<device>:none:<dns>`. */
export const casperStyle: NetStyle = {
  dhcp: (words) => textOf('ip=dhcp', bootInterface(words)),
  static: ({ address, netmask, gateway, dns }, words) => {
    const { hostname, interface: name } = words;
    const servers = dns.slice(0, 2).join(':');
    return textOf(
      `ip=${address}::${gateway}:${netmask}:${hostname}:${name}:none:${servers}`,
      bootInterface(words),
    );
  },
  refuse: refuseVlanAndBond,
};

/** live-boot(7): `ip=<interface>:<client>:<netmask>:<gateway>:<dns>`; the interface must exist under that name. */
export const liveBootStyle: NetStyle = {
  dhcp: (words) => textOf(bootInterface(words)),
  static: ({ address, netmask, gateway, dns }, words) => {
    const [server = ''] = dns;
    return textOf(`ip=${words.interface}:${address}:${netmask}:${gateway}:${server}`, bootInterface(words));
  },
  refuse: (words) =>
    words.static !== null && words.interface === ''
      ? 'for a static address it must know the name of the interface, such as "ens3"'
      : refuseVlanAndBond(words),
};

/** genkernel(8): `ip=<client>/<prefix>`, `gk.net.gw=`, `gk.net.iface=<name or MAC>`; name servers cannot be given. */
export const gentooStyle: NetStyle = {
  dhcp: () => textOf('ip=dhcp'),
  static: ({ address, prefix, gateway }, { interface: name, macWithColons }) => {
    const device = name === '' ? macWithColons : name;
    return textOf(
      `ip=${address}/${prefix}`,
      gateway === '' ? '' : `gk.net.gw=${gateway}`,
      device === '' ? '' : `gk.net.iface=${device}`,
    );
  },
  refuse: refuseVlanAndBond,
};
