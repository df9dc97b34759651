import type { Persist, Recipe } from '../recipe/recipe-schema.ts';
import { shellWord } from '../shell-word.ts';

/** Where the partition is mounted. */
const keptFolder = '/data';

/** `/etc/netberth/live.conf`: what the recipe says, for {@link liveStart}. */
export function liveConf({ name, persist }: Pick<Recipe, 'name' | 'persist'>, version: string): string {
  const values = { NAME: name, VERSION: version, ...(persist === undefined ? {} : persistValues(persist)) };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${shellWord(value)}\n`)
    .join('');
}

function persistValues({ label, device, create, missing, how, identity, directories }: Persist) {
  return {
    PERSIST: 'yes',
    PERSIST_LABEL: label ?? '',
    PERSIST_DEVICE: device ?? '',
    PERSIST_CREATE: create?.disk ?? '',
    PERSIST_MISSING: missing,
    PERSIST_HOW: how,
    PERSIST_IDENTITY: identity ? 'yes' : '',
    PERSIST_DIRECTORIES: directories.join(' '),
  };
}

/**
 * `/usr/lib/netberth/live-start`: what happens before the first process of the system runs. It is chrooted into the system
 * from its initrd, so that host name, machine id and mounts are there before anything looks at them.
 *
 * What it writes to a disk: an empty one gets a partition where the recipe says so. "Empty" is no signature that blkid(8)
 * knows, no partition, and nothing but zeros in the first and the last MiB.
 */
export const liveStart = `#!/bin/sh
# Netberth: before the services of a live system start. Written by netberth live build; /etc/netberth/live.conf says what.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
here=\${NETBERTH_RUN:-/run/netberth}
kept=\${NETBERTH_KEPT:-${keptFolder}}
PERSIST=
. "\${NETBERTH_CONF:-/etc/netberth/live.conf}"
mkdir -p "$here"
chmod 700 "$here"

say() {
  echo "Netberth: $*" >>"$here/live.log"
  echo "Netberth: $*" 2>/dev/null >/dev/console || :
}

# What the server made for this machine: lines of mode, owner, number and path.
take_machine() {
  [ -f "$here/machine/list" ] || return 0
  while read -r mode owner number path; do
    mkdir -p "\${path%/*}"
    case $path in */.ssh/*) chmod 700 "\${path%/*}" ;; esac
    cp "$here/machine/files/$number" "$path.new" && chmod "$mode" "$path.new" && chown "$owner" "$path.new" &&
      mv "$path.new" "$path" || say "cannot make $path for this machine"
  done <"$here/machine/list"
  name=$(cat /etc/hostname 2>/dev/null)
  [ -z "$name" ] || grep -qw "$name" /etc/hosts || echo "127.0.1.1 $name \${name%%.*}" >>/etc/hosts
  say "made for this machine: $(wc -l <"$here/machine/list") files"
}

# why is set where something fails.
find_partition() {
  tries=0
  while :; do
    if [ -n "$PERSIST_LABEL" ]; then
      found=$(blkid -c /dev/null -t "LABEL=$PERSIST_LABEL" -o device)
      case $(echo "$found" | wc -w) in
        0) ;;
        1) part=$found && return 0 ;;
        *) why="several partitions have the label $PERSIST_LABEL: $(echo $(echo "$found" | sort))" && return 1 ;;
      esac
    elif [ -b "$PERSIST_DEVICE" ]; then
      part=$PERSIST_DEVICE && return 0
    fi
    # Drivers of disks may still be looking for them.
    tries=$((tries + 1))
    [ $tries -le \${NETBERTH_TRIES:-20} ] || break
    sleep 0.5
  done
  part=
  make_partition
}

is_empty() {
  blkid -c /dev/null -p "$1" >/dev/null 2>&1
  [ $? = 2 ] || return 1
  size=$(blockdev --getsize64 "$1") || return 1
  [ "$size" -ge 4194304 ] || return 1
  dd if="$1" bs=1M count=1 2>/dev/null | cmp -s -n 1048576 - /dev/zero || return 1
  dd if="$1" bs=1M skip=$((size / 1048576 - 1)) 2>/dev/null | cmp -s -n 1048576 - /dev/zero
}

contents() {
  kind=$(blkid -c /dev/null -p -s TYPE -o value "$1" 2>/dev/null)
  table=$(blkid -c /dev/null -p -s PTTYPE -o value "$1" 2>/dev/null)
  echo "\${kind:-\${table:+a partition table ($table)}}"
}

make_partition() {
  if [ -n "$PERSIST_LABEL" ]; then wanted="with the label $PERSIST_LABEL"; else wanted="$PERSIST_DEVICE"; fi
  if [ -z "$PERSIST_CREATE" ]; then
    why="there is no partition $wanted, and the recipe lets none be made"
    return 1
  fi
  disk=$PERSIST_CREATE
  if [ ! -b "$disk" ]; then
    why="there is no partition $wanted and no disk $disk to make it on"
    return 1
  fi
  if ! is_empty "$disk"; then
    is=$(contents "$disk")
    why="there is no partition $wanted, and the disk $disk is not empty (\${is:-data that is not known}): it is left as it is"
    return 1
  fi
  number=1
  [ -z "$PERSIST_DEVICE" ] || number=$(expr "$PERSIST_DEVICE" : '.*[^0-9]\\([0-9]*\\)$')
  say "the disk $disk is empty: making partition $number on it"
  if ! printf 'label: gpt\\n%s : type=linux\\n' "$number" | sfdisk -q "$disk" >>"$here/live.log" 2>&1; then
    why="the disk $disk could not be partitioned"
    return 1
  fi
  case $disk in */by-*) part=$disk-part$number ;; *[0-9]) part=\${disk}p$number ;; *) part=$disk$number ;; esac
  tries=0
  while [ ! -b "$part" ] && [ $tries -lt 20 ]; do tries=$((tries + 1)) && sleep 0.5; done
  make_file_system
}

make_file_system() {
  if ! mkfs.ext4 -q -F -L "\${PERSIST_LABEL:-NETBERTH}" "$part" >>"$here/live.log" 2>&1; then
    why="no file system could be made on $part"
    return 1
  fi
}

mount_partition() {
  if [ -n "$PERSIST_CREATE" ] && is_empty "$part"; then
    say "the partition $part is empty: making a file system on it"
    make_file_system || return 1
  fi
  kind=$(contents "$part")
  case $kind in
    ext4 | ext3 | ext2)
      e2fsck -p "$part" >>"$here/live.log" 2>&1
      if [ $? -ge 4 ]; then why="the file system of $part is damaged: e2fsck wants a person" && return 1; fi
      ;;
    xfs | btrfs) ;;
    *)
      why="$part holds \${kind:-nothing that is known}, not a file system for Linux: it is left as it is"
      return 1
      ;;
  esac
  mkdir -p "$kept"
  if ! mount -o noatime "$part" "$kept" 2>>"$here/live.log"; then
    why="$part cannot be mounted"
    return 1
  fi
}

# The first time a directory is kept, what the image has in it goes along.
keep_directory() {
  dir=$1
  if [ ! -e "$kept$dir" ]; then
    rm -rf "$kept$dir.new"
    mkdir -p "$kept\${dir%/*}"
    if [ -d "$dir" ]; then cp -a "$dir" "$kept$dir.new"; else mkdir "$kept$dir.new"; fi || return 1
    mv "$kept$dir.new" "$kept$dir"
  fi
  if [ "$PERSIST_HOW" = link ]; then
    rm -rf "$dir" && mkdir -p "\${dir%/*}" && ln -s "$kept$dir" "$dir"
  else
    mkdir -p "$dir" && mount --bind "$kept$dir" "$dir"
  fi
}

keep_identity() {
  own=$kept/.netberth
  mkdir -p "$own"
  chmod 700 "$own"
  if [ ! -s "$own/machine-id" ]; then
    tr -d - </proc/sys/kernel/random/uuid >"$own/machine-id.new" && mv "$own/machine-id.new" "$own/machine-id"
  fi
  cat "$own/machine-id" >/etc/machine-id
  command -v sshd >/dev/null || return 0
  cp -p "$own"/ssh_host_*_key* /etc/ssh/ 2>/dev/null || :
  make_host_keys
  cp -p /etc/ssh/ssh_host_*_key* "$own/"
}

make_host_keys() {
  command -v sshd >/dev/null || return 0
  for kind in ed25519 ecdsa; do
    [ -s "/etc/ssh/ssh_host_\${kind}_key" ] || ssh-keygen -q -t $kind -N '' -C '' -f "/etc/ssh/ssh_host_\${kind}_key"
  done
}

persist() {
  part=
  find_partition && mount_partition || return 1
  for dir in $PERSIST_DIRECTORIES; do
    keep_directory "$dir" || { why="$dir cannot be kept on $part" && return 1; }
  done
  [ -z "$PERSIST_IDENTITY" ] || keep_identity
  sync
  say "kept on $part: \${PERSIST_DIRECTORIES:-nothing but its identity}"
}

go_to_rescue() {
  say "$why. It goes to rescue mode."
  ln -sf /lib/systemd/system/rescue.target /etc/systemd/system/default.target
  [ -f "$here/machine/boot.env" ] || return 0
  . "$here/machine/boot.env"
  { echo "$why" && cat "$here/live.log"; } |
    curl -fsS -m 20 --retry 3 --data-binary @- "$NETBERTH_FAILED" >/dev/null 2>&1 || say "the server could not be told"
}

say "$NAME $VERSION"
take_machine
if [ -n "$PERSIST" ] && ! persist; then
  if [ "$PERSIST_MISSING" = rescue ]; then go_to_rescue; else say "$why. It runs without: nothing is kept."; fi
fi
make_host_keys
`;

/** `/usr/lib/netberth/live-up`: the system is up, and the server is told so. */
export const liveUp = `#!/bin/sh
. /run/netberth/machine/boot.env
exec curl -fsS -m 20 --retry 5 --retry-connrefused "$NETBERTH_FINISH"
`;
