/**
 * A POSIX shell script, `sh generalise.sh [ROOT]`, for root: takes from a Linux system what may be there only once (SSH host
 * keys, machine id, name, addresses, leases, what cloud-init remembers, logs), so that its disk can become an image. ROOT is
 * the folder at which a system is mounted that does not run; without, it is the running one. Says each thing that it does on
 * a line of standard output. A step that fails ends it, with an exit code other than 0. It needs nothing but the tools of a
 * busybox, and asking twice does no harm.
 *
 * What is made anew at the next start, and by whom: the machine id by systemd, host keys by ssh-keygen or cloud-init, names
 * and addresses by cloud-init. A system without cloud-init keeps a network that DHCP gives, and loses one of its own.
 */
export const generaliseScript = String.raw`#!/bin/sh
set -eu
root=${'$'}{1-}
root=${'$'}{root%/}

say() { echo "generalise: $*"; }

if [ ! -d "$root/etc" ]; then
  echo "generalise: there is no system in $root/: it has no folder etc" >&2
  exit 1
fi

forget_host_keys() {
  rm -f "$root"/etc/ssh/ssh_host_*_key "$root"/etc/ssh/ssh_host_*_key.pub
  say 'SSH host keys are gone'
  # Debian makes them when its package is installed, and never again.
  if [ -d "$root/etc/systemd/system" ] && [ -x "$root/usr/bin/ssh-keygen" ]; then
    for unit in ssh sshd; do
      mkdir -p "$root/etc/systemd/system/$unit.service.d"
      printf '[Service]\nExecStartPre=\nExecStartPre=/usr/bin/ssh-keygen -A\n' \
        > "$root/etc/systemd/system/$unit.service.d/host-keys.conf"
    done
    say 'the SSH server makes new ones when it starts'
  fi
}

# An empty file has systemd make a new id; a missing one would have it treat every unit as new, too.
forget_machine_id() {
  if [ -e "$root/etc/machine-id" ]; then : > "$root/etc/machine-id"; fi
  if [ ! -L "$root/var/lib/dbus/machine-id" ]; then rm -f "$root/var/lib/dbus/machine-id"; fi
  rm -f "$root/var/lib/systemd/random-seed" "$root/boot/efi/loader/random-seed"
  say 'the machine id is empty'
}

forget_name() {
  if [ -e "$root/etc/hostname" ]; then : > "$root/etc/hostname"; fi
  if [ -f "$root/etc/hosts" ]; then sed -i '/^127\.0\.1\.1[[:space:]]/d' "$root/etc/hosts"; fi
  say 'the host name is empty'
}

# What tells an address or a MAC is of this machine alone; what asks DHCP is good for all.
is_of_one_machine() { grep -v '^[[:space:]]*[#;]' "$1" | grep -qi 'addr'; }

forget_network() {
  interfaces="$root/etc/network/interfaces"
  if [ -f "$interfaces" ] && is_of_one_machine "$interfaces"; then
    printf 'source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n' > "$interfaces"
    say 'the addresses of /etc/network/interfaces are gone'
  fi
  for file in "$root"/etc/network/interfaces.d/* "$root"/etc/netplan/*.yaml "$root"/etc/systemd/network/* \
    "$root"/etc/NetworkManager/system-connections/* "$root"/etc/sysconfig/network-scripts/ifcfg-* \
    "$root"/etc/sysconfig/network/ifcfg-* "$root"/etc/wicked/ifconfig/*.xml; do
    [ -f "$file" ] || continue
    case "$file" in
      */ifcfg-lo | */ifcfg.template) continue ;;
      */50-cloud-init*) ;;
      *) is_of_one_machine "$file" || continue ;;
    esac
    rm -f "$file"
    say "${'$'}{file#"$root"} is gone"
  done
  rm -f "$root"/etc/udev/rules.d/70-persistent-net.rules
  rm -f "$root"/var/lib/dhcp/*.lease* "$root"/var/lib/dhclient/* "$root"/var/lib/dhcpcd/*.lease*
  rm -f "$root"/var/lib/NetworkManager/*.lease "$root"/var/lib/NetworkManager/secret_key
  say 'DHCP leases are gone'
}

# Every start of another machine is a first one for it. The installer of Ubuntu ends it for good by files of its own.
forget_cloud_init() {
  [ -d "$root/etc/cloud" ] || [ -d "$root/var/lib/cloud" ] || return 0
  rm -rf "$root"/var/lib/cloud/*
  rm -f "$root/etc/cloud/cloud.cfg.d/99-installer.cfg" "$root/etc/cloud/cloud.cfg.d/90-installer-network.cfg"
  rm -f "$root/etc/cloud/cloud.cfg.d/subiquity-disable-cloudinit-networking.cfg"
  say 'cloud-init remembers nothing'
}

forget_logs() {
  if [ -d "$root/var/log" ]; then
    rm -rf "$root"/var/log/journal/*
    find "$root/var/log" -type f | while read -r file; do (: > "$file") 2> /dev/null || true; done
  fi
  rm -f "$root"/*/.bash_history "$root"/home/*/.bash_history
  say 'logs are empty'
}

forget_host_keys
forget_machine_id
forget_name
forget_network
forget_cloud_init
forget_logs
sync
say 'done: switch it off now, and make the image'
`;
