/**
 * How a system is told its network on its command line. `none`: it cannot be told and asks DHCP. `unused`: it needs no
 * network once it is loaded.
 */
export const netStyleNames = [
  ...[
    'dracut',
    'kernel',
    'alpine',
    'archiso',
    'archiso-https',
    'linuxrc',
    'mageia',
    'debian-installer',
    'casper',
    'live-boot',
  ],
  ...['gentoo', 'esxi', 'none', 'unused'],
] as const;
export type NetStyleName = (typeof netStyleNames)[number];
