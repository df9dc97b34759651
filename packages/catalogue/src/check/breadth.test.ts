import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../node/load-catalogue.ts';
import { isForPlatform, platformFor } from '../choice.ts';
import { platformName, platforms } from '../platform.ts';

const { catalogue } = loadCatalogue();

/** On which kinds of machine some product of these can be chosen: `bios-x86_64`, … */
function machinesOf(ids: readonly string[]): readonly string[] {
  const products = catalogue.products.filter(({ id }) => ids.includes(id));
  expect(products.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
  return platforms
    .filter((platform) => products.some((product) => isForPlatform(product, platformFor(product, platform))))
    .map(platformName);
}

const pc = ['bios-x86_64', 'efi-x86_64'];
const pcAndArm = [...pc, 'efi-arm64'];

/** The operating systems in the menus of netboot.xyz 3 (its list of releases, and its live systems), and where they start there. */
const systems: readonly (readonly [name: string, ids: readonly string[], machines: readonly string[]])[] = [
  ['AlmaLinux', ['almalinux'], pcAndArm],
  ['Alpine Linux', ['alpine'], [...pcAndArm, 'bios-i386']],
  ['Arch Linux', ['arch', 'arch-linux-32'], [...pc, 'bios-i386']],
  ['BackBox', ['backbox'], pc],
  ['BlackArch', ['blackarch'], pc],
  ['Bluestar', ['bluestar'], pc],
  ['Bodhi', ['bodhi'], pc],
  ['CachyOS', ['cachyos'], pc],
  ['CentOS Stream', ['centos-stream'], pcAndArm],
  ['CentOS Stream CoreOS', ['centos-stream-coreos'], pc],
  ['Debian', ['debian', 'debian-live'], [...pcAndArm, 'bios-i386']],
  ['Deepin', ['deepin'], pc],
  ['Devuan', ['devuan', 'devuan-live'], [...pc, 'bios-i386']],
  ['elementary OS', ['elementary'], pc],
  ['EndeavourOS', ['endeavouros'], pc],
  ['Fatdog64', ['fatdog64'], pc],
  ['Fedora', ['fedora', 'fedora-live', 'fedora-atomic'], pcAndArm],
  ['Fedora CoreOS', ['fedora-coreos'], pcAndArm],
  ['Flatcar Container Linux', ['flatcar'], pcAndArm],
  ['FreeBSD', ['freebsd'], pc],
  ['FreeDOS', ['freedos'], ['bios-x86_64', 'bios-i386']],
  ['Garuda', ['garuda'], pc],
  ['Gentoo', ['gentoo'], [...pcAndArm, 'bios-i386']],
  ['Grml', ['grml'], pcAndArm],
  ['Harvester', ['harvester'], pc],
  ['hrmpf', ['hrmpf'], pc],
  ['IPFire', ['ipfire'], pc],
  ['k3OS', ['k3os'], pcAndArm],
  ['Kairos', ['kairos'], pc],
  ['Kali Linux', ['kali', 'kali-live'], pcAndArm],
  ['KDE neon', ['kde-neon'], pc],
  ['Kodachi', ['kodachi'], pc],
  ['Linux Lite', ['linux-lite'], pc],
  ['Linux Mint', ['linux-mint', 'lmde'], pc],
  ['LXLE', ['lxle'], pc],
  ['Mageia', ['mageia'], pc],
  ['Manjaro', ['manjaro'], pc],
  ['Microsoft Windows', ['windows', 'windows-pe'], pc],
  ['Nitrux', ['nitrux'], pc],
  ['NixOS', ['nixos'], pcAndArm],
  ['Omarchy', ['omarchy'], pc],
  ['OpenBSD', ['openbsd'], pc],
  ['openEuler', ['openeuler'], pcAndArm],
  ['openSUSE', ['opensuse', 'opensuse-leap-16'], pcAndArm],
  ['Oracle Linux', ['oracle-linux'], pcAndArm],
  ['Parrot', ['parrot'], pc],
  ['Pop!_OS', ['pop-os'], pc],
  [
    'Proxmox',
    ['proxmox-ve', 'proxmox-backup-server', 'proxmox-mail-gateway', 'proxmox-datacenter-manager'],
    pc,
  ],
  ['PureOS', ['pureos'], pc],
  ['Q4OS', ['q4os'], pc],
  ['Raizo', ['raizo'], pc],
  ['Red Hat Enterprise Linux', ['rhel'], pcAndArm],
  ['Red Hat Enterprise Linux CoreOS', ['rhcos'], pc],
  ['Regolith', ['regolith'], pc],
  ['Rocky Linux', ['rocky'], pcAndArm],
  ['Septor', ['septor'], pc],
  ['Slackware', ['slackware'], pc],
  ['SliTaz', ['slitaz'], ['bios-x86_64', 'bios-i386']],
  ['SmartOS', ['smartos'], ['bios-x86_64']],
  ['SparkyLinux', ['sparky'], pc],
  ['Tails', ['tails'], pc],
  ['Talos', ['talos', 'talos-factory'], pcAndArm],
  ['Tiny Core Linux', ['tiny-core'], [...pc, 'bios-i386']],
  ['Ubuntu', ['ubuntu', 'ubuntu-desktop', 'ubuntu-classic'], pcAndArm],
  ['Vanilla OS', ['vanilla-os'], pc],
  ['VMware ESXi', ['esxi'], pc],
  ['VMware Photon', ['photon'], pcAndArm],
  ['Voyager', ['voyager'], pc],
  ['VyOS', ['vyos'], pc],
  ['XCP-ng', ['xcp-ng'], ['bios-x86_64']],
  ['Zen Installer', ['zen-installer'], pc],
  ['Zorin OS', ['zorin'], pc],
];

/** Its tools: those it has for BIOS with 64 and with 32 bits, for UEFI, and for arm64. */
const tools: typeof systems = [
  ['4MLinux', ['4mlinux'], pc],
  ['Boot Repair CD', ['boot-repair'], pc],
  ['Breakin', ['breakin'], ['bios-x86_64']],
  ['CAINE', ['caine'], pc],
  ['Clonezilla', ['clonezilla'], pc],
  ['DBAN', ['dban'], ['bios-x86_64']],
  ['Dasharo Tools Suite', ['dasharo-tools'], pc],
  ['GParted', ['gparted'], pc],
  ['Kaspersky Rescue Disk', ['kaspersky-rescue'], pc],
  ['Memtest86 Free', ['memtest86'], ['efi-x86_64']],
  ['Memtest86+ 5.01', ['memtest86plus'], ['bios-x86_64', 'bios-i386']],
  ['Memtest86+', ['memtest86plus'], [...pc, 'bios-i386']],
  ['Redo Rescue', ['redo-rescue'], pc],
  ['Rescatux', ['rescatux'], pc],
  ['Rescuezilla', ['rescuezilla'], pc],
  ['ShredOS', ['shredos'], [...pc, 'bios-i386']],
  ['Super GRUB2 Disk', ['super-grub2-disk'], ['bios-x86_64']],
  ['Super GRUB2 Disk for UEFI', ['super-grub2-disk'], ['efi-x86_64']],
  ['SystemRescue', ['systemrescue'], [...pc, 'bios-i386']],
  ['Ultimate Boot CD', ['ultimate-boot-cd'], ['bios-x86_64']],
  ['UEFI Shell', ['uefi-shell'], ['efi-x86_64', 'efi-arm64']],
  ['ZFSBootMenu', ['zfsbootmenu'], ['efi-x86_64']],
];

/** What netboot.xyz has not, or not in this way. */
const more: typeof systems = [
  ['Proxmox VE with an answer file', ['proxmox-ve'], pc],
  [
    'Flatcar, Fedora CoreOS, Talos, NixOS and Harvester',
    ['flatcar', 'fedora-coreos', 'talos', 'nixos', 'harvester'],
    pcAndArm,
  ],
  ['netboot.xyz itself', ['netboot-xyz'], pcAndArm],
  ['SUSE Linux Enterprise', ['sles-15', 'sles-16'], pcAndArm],
  ["VMware ESXi from media of one's own", ['esxi'], pc],
  ["Windows from media of one's own", ['windows'], pc],
  [
    "an ISO, a disk image, a live system or a script of one's own",
    ['own-image', 'own-live', 'own-script'],
    pcAndArm,
  ],
];

describe('what netboot.xyz boots', () => {
  it.each([...systems, ...tools, ...more])(
    '%s is there, on the machines where it starts there',
    (_, ids, machines) => {
      expect(machinesOf(ids)).toEqual(expect.arrayContaining([...machines]));
    },
  );

  it('is at least 71 operating systems and 22 tools', () => {
    expect(systems.length).toBeGreaterThanOrEqual(71);
    expect(tools.length).toBe(22);
  });
});
