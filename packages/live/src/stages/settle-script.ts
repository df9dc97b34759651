import { enabledUnits } from '../guest/guest-files.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { distributions } from '../system/distributions.ts';
import { shellWord } from '../shell-word.ts';
import { enterRoot } from './enter-root.ts';
import type { Moment } from './moment.ts';

/** What is made at run time, or belongs to the builder: files and folders that no image carries. */
const leftBehind = [
  ...['etc/resolv.conf', 'etc/ssh/ssh_host_*', 'var/lib/dbus/machine-id', 'etc/.pwd.lock'],
  ...['etc/passwd-', 'etc/shadow-', 'etc/group-', 'etc/gshadow-', 'etc/subuid-', 'etc/subgid-'],
  ...['root/.ansible', 'root/.bash_history', 'root/.cache', 'var/lib/systemd/random-seed'],
  ...['var/lib/systemd/credential.secret', 'var/cache/ldconfig/*', 'var/cache/debconf/*-old'],
  ...['var/cache/apt/*', 'var/lib/apt/lists/*', 'var/lib/dpkg/*-old', 'var/cache/dnf', 'var/cache/zypp'],
  ...['var/lib/rpm/__db*', 'var/lib/rpm/.rpm.lock', 'var/log/journal/*', 'tmp/*', 'tmp/.[!.]*', 'var/tmp/*'],
  ...['boot/initrd.img*', 'initrd.img*', 'vmlinuz*'],
];

/** Makes a live system of what was installed and configured, and one that nothing ties to where it was built. */
export function settleScript(recipe: Recipe, { epochSeconds }: Moment): string {
  const { name, system } = recipe;
  const day = Math.floor(epochSeconds / 86_400);
  const resolver =
    distributions[system.distribution].installer === 'apt'
      ? `if [ -e "$ROOT/usr/lib/systemd/systemd-resolved" ] || [ -e "$ROOT/lib/systemd/systemd-resolved" ]; then
  ln -s ../run/systemd/resolve/stub-resolv.conf "$ROOT/etc/resolv.conf"
fi
`
      : '';
  return `set -eu
SOURCE_DATE_EPOCH=${epochSeconds}
${enterRoot}cp -a "$WORK/guest/." "$ROOT/"
(
  enter_root
  for unit in ${enabledUnits(recipe).join(' ')}; do
    in_root systemctl enable "$unit" >/dev/null 2>&1 || echo "no $unit here"
  done
)
umount -R "$ROOT/proc" "$ROOT/sys" "$ROOT/dev" "$ROOT/run" "$ROOT/tmp"
cd "$ROOT"
rm -rf ${leftBehind.join(' ')}
find var/log -type f -exec truncate -s 0 {} +
find usr -name __pycache__ -prune -exec rm -rf {} +
: >etc/machine-id
echo ${shellWord(name)} >etc/hostname
printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost ip6-loopback\\n' >etc/hosts
: >etc/fstab
[ ! -f etc/shadow ] || sed -i -E 's/^([^:]*:[^:]*):[0-9]+:/\\1:${day}:/' etc/shadow
${resolver}`;
}
