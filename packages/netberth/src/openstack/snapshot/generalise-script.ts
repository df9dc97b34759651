/**
 * Takes from a Linux system what may be there only once. Names, keys and addresses are made anew at the first boot, by
 * cloud-init where it is installed. Harmless where something is missing.
 */
export const generaliseScript = `set -u
if command -v cloud-init >/dev/null; then cloud-init clean --logs; fi
rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
if [ -e /etc/machine-id ]; then : > /etc/machine-id; fi
rm -f /var/lib/dbus/machine-id /etc/udev/rules.d/70-persistent-net.rules
rm -f /var/lib/dhcp/*.leases /var/lib/NetworkManager/*.lease /var/lib/dhclient/*
rm -f /etc/sysconfig/network-scripts/ifcfg-e* /etc/NetworkManager/system-connections/*.nmconnection
rm -f /etc/netplan/00-installer-config.yaml /etc/netplan/50-cloud-init.yaml
if [ -f /etc/network/interfaces ]; then printf 'auto lo\\niface lo inet loopback\\nsource /etc/network/interfaces.d/*\\n' > /etc/network/interfaces; fi
: > /etc/hostname
find /var/log -type f -exec truncate -s 0 {} +
rm -f ~root/.bash_history /home/*/.bash_history
# Host keys are gone: systems without cloud-init make them anew at the next start.
if ! command -v cloud-init >/dev/null && [ -d /run/systemd/system ] && command -v ssh-keygen >/dev/null; then
  mkdir -p /etc/systemd/system/ssh.service.d /etc/systemd/system/sshd.service.d
  for unit in ssh sshd; do
    printf '[Service]\\nExecStartPre=\\nExecStartPre=/usr/bin/ssh-keygen -A\\n' > /etc/systemd/system/$unit.service.d/host-keys.conf
  done
fi
sync
`;

/** What a person is told who has not said how to log in. */
export function byHand(name: string): string {
  return [
    `Nothing was done: an image of "${name}" as it is would carry its host keys, machine id and address to every server built from it.`,
    `Say how to log in, and they are removed: netberth openstack snapshot ${name} --ssh root@ADDRESS`,
    'Or run this there as root, then the same command with --generalised:',
    '',
    generaliseScript,
  ].join('\n');
}
