import { distributions } from '../system/distributions.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { debianArch } from './mirrors.ts';

const aptBase = [
  ...['systemd-sysv', 'udev', 'dbus', 'kmod', 'iproute2', 'curl', 'ca-certificates'],
  ...['e2fsprogs', 'fdisk', 'util-linux', 'zstd', 'cpio', 'systemd-resolved'],
];
const aptLive = {
  dracut: ['dracut-core', 'dracut-network', 'dracut-live'],
  'live-boot': ['live-boot', 'live-boot-initramfs-tools', 'busybox', 'wget'],
} as const;
const rpmBase = [
  ...['systemd', 'systemd-udev', 'dbus', 'kmod', 'iproute', 'curl', 'ca-certificates', 'e2fsprogs'],
  ...['util-linux', 'zstd', 'cpio', 'NetworkManager', 'passwd'],
];
const rpmLive = {
  dnf: ['dracut', 'dracut-network', 'dracut-live', 'dracut-squash'],
  zypper: ['dracut', 'dmsquash-live'],
} as const;

/** What the programs of `tasks` call. */
const taskPackages = [
  ...['jq', 'dmidecode', 'pciutils', 'lldpd', 'ipmitool', 'ethtool'],
  ...['nvme-cli', 'hdparm', 'smartmontools', 'stress-ng', 'openssh-server'],
];

/** Everything that is installed: what a live system cannot be without, and what the recipe wants. */
export function packagesOf(recipe: Recipe): readonly string[] {
  const { installer } = distributions[recipe.system.distribution];
  const needed =
    installer === 'apt' ? [...aptBase, ...aptLive[recipe.live]] : [...rpmBase, ...rpmLive[installer]];
  // Ansible runs its modules in the system.
  const python = recipe.playbook === undefined ? [] : ['python3'];
  const tasks = recipe.tasks ? taskPackages : [];
  return [...new Set([kernelOf(recipe), ...needed, ...python, ...tasks, ...recipe.packages])];
}

function kernelOf({ kernel, system }: Recipe): string {
  return (kernel ?? distributions[system.distribution].kernel).replace('{arch}', debianArch(system.arch));
}
