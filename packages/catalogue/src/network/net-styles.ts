import { dracutStyle } from './dracut-style.ts';
import {
  alpineStyle,
  archisoHttpsStyle,
  archisoStyle,
  casperStyle,
  gentooStyle,
  liveBootStyle,
} from './initramfs-styles.ts';
import { debianInstallerStyle, esxiStyle, linuxrcStyle, mageiaStyle } from './installer-styles.ts';
import { kernelStyle } from './kernel-style.ts';
import type { NetStyleName } from './net-style-name.ts';
import { refuseVlanAndBond, textOf, type NetStyle, type NetworkText } from './net-style.ts';
import type { NetworkWords } from './network-words.ts';

const none: NetStyle = { dhcp: () => textOf(), static: null, refuse: refuseVlanAndBond };
const unused: NetStyle = { dhcp: () => textOf(), static: () => textOf(), refuse: () => null };

const netStyles: Readonly<Record<NetStyleName, NetStyle>> = {
  dracut: dracutStyle,
  kernel: kernelStyle,
  alpine: alpineStyle,
  archiso: archisoStyle,
  'archiso-https': archisoHttpsStyle,
  casper: casperStyle,
  'live-boot': liveBootStyle,
  gentoo: gentooStyle,
  'debian-installer': debianInstallerStyle,
  linuxrc: linuxrcStyle,
  mageia: mageiaStyle,
  esxi: esxiStyle,
  none,
  unused,
};

export type NetworkArguments =
  | { readonly ok: true; readonly text: NetworkText }
  /** It cannot be told; it asks DHCP instead, by these arguments. */
  | { readonly ok: false; readonly why: string; readonly text: NetworkText };

/** What goes on the command line of a system of this style so that it has this network. */
export function networkArguments(name: NetStyleName, words: NetworkWords): NetworkArguments {
  const style = netStyles[name];
  const refused = style.refuse(words);
  const bare = { ...words, vlan: '', bond: null };
  if (refused !== null) return { ok: false, why: refused, text: style.dhcp(bare) };
  if (words.static === null) return { ok: true, text: style.dhcp(words) };
  if (style.static === null)
    return { ok: false, why: 'it cannot be told a static address and asks DHCP', text: style.dhcp(words) };
  if (words.static.family === 'IPv6' && style.takesIpv6 === undefined)
    return { ok: false, why: 'it cannot be told an IPv6 address', text: style.dhcp(words) };
  return { ok: true, text: style.static(words.static, words) };
}

/** Can a product of this style be given a static address at all? */
export function takesStaticAddress(name: NetStyleName): boolean {
  return netStyles[name].static !== null;
}

/** Styles whose system resolves no names when it has a static address. */
export function needsNumericUrls(name: NetStyleName): boolean {
  return name === 'archiso';
}

/** Does its network stand in arguments of its own? Else in one of the product's, in a file, or nowhere. */
export function isToldByArguments(name: NetStyleName): boolean {
  return !['mageia', 'esxi', 'none', 'unused'].includes(name);
}
