/** `/usr/lib/netberth/wipe`: from what the disk’s controller does in one step to writing all of it, each read back; see docs/inventory.md. */
export const wipeProgram = `#!/bin/sh
# Netberth: erases the disks of this machine, and reads back whether that is true. Writes what became of each, as JSON, to
# standard output; what it does meanwhile goes to standard error. NETBERTH_WIPE: auto, purge or overwrite; NETBERTH_WIPE_DISKS:
# names or serial numbers, where not all disks are meant.
set -u
export PATH=\${NETBERTH_PATH:-/usr/sbin:/usr/bin:/sbin:/bin} LC_ALL=C
devices=\${NETBERTH_DEVICES:-/dev}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
samples=\${NETBERTH_WIPE_SAMPLES:-256}
# Of the ATA password that a secure erase needs: it goes with the erasure, and unlocks a disk whose erasure was cut short.
password=netberth

say() {
  echo "Netberth: wipe: $*" >&2
  echo "Netberth: wipe: $*" 2>/dev/null >/dev/console || :
}

# Name, serial number, and whether it is the machine's own. Not its own is what it may have come from (removable, USB), and what
# others may use too (fibre channel, iSCSI): these are wiped where they are named, never by themselves.
all_disks() {
  lsblk -J -b -d -o NAME,TYPE,SIZE,SERIAL,TRAN,RM |
    jq -r '.blockdevices[] | select(.type == "disk" and .size > 0 and (.name | test("^(zram|ram|fd|loop|nbd)") | not))
      | [.name, (.serial // "-" | gsub("\\\\s"; "") | if . == "" then "-" else . end),
          (if .rm or (.tran // "" | test("^(usb|fc|fcoe|iscsi)$")) then "foreign" else "own" end)] | join(" ")'
}

wanted_disks() {
  [ -n "\${NETBERTH_WIPE_DISKS:-}" ] || { all_disks | awk '$3 == "own" { print $1 }' && return; }
  for wanted in $(echo "$NETBERTH_WIPE_DISKS" | tr , ' '); do
    found=$(all_disks | awk -v wanted="\${wanted#/dev/}" '$1 == wanted || $2 == wanted { print $1 }')
    if [ -n "$found" ]; then echo "$found"; else echo "$wanted" >>"$work/missing"; fi
  done
}

# Blocks of 4 KiB: the first and the last, and others evenly between them.
positions() {
  awk -v blocks=$(($1 / 4096)) -v samples="$samples" 'BEGIN {
    if (samples > blocks) samples = blocks
    for (at = 0; at < samples; at++) printf "%.0f\\n", samples == 1 ? 0 : at * (blocks - 1) / (samples - 1) }' | uniq
}

# What the controller says of its own erasing is believed only where these are gone afterwards.
mark() {
  yes NETBERTH-MARK | tr -d '\\n' | head -c 4096 >"$work/mark"
  for at in $(positions "$2"); do
    dd if="$work/mark" of="$devices/$1" bs=4096 seek="$at" count=1 conv=notrunc oflag=direct 2>/dev/null || return 1
  done
  sync
}

# Sets sampled and filled: how many blocks were read, and how many of them hold anything.
read_back() {
  sampled=0 filled=0
  blockdev --flushbufs "$devices/$1" 2>/dev/null
  : >"$work/blocks"
  for at in $(positions "$2"); do
    if dd if="$devices/$1" bs=4096 skip="$at" count=1 iflag=direct >>"$work/blocks" 2>/dev/null; then
      sampled=$((sampled + 1))
    else
      filled=$((filled + 1))
    fi
  done
  # A line of od for each block.
  filled=$((filled + $(od -An -v -tx1 -w4096 "$work/blocks" | grep -cvE '^( 00)+$|^( ff)+$')))
  [ $sampled -gt 0 ] && [ $filled = 0 ]
}

by_nvme_format() { nvme format "$devices/$1" --ses=1 --force; }

by_ata_erase() {
  hdparm -I "$devices/$1" >"$work/ata" 2>&1 || { cat "$work/ata" && return 1; }
  grep -q 'SECURITY ERASE UNIT' "$work/ata" || { echo 'it has no secure erase' && return 1; }
  if ! grep -q 'not[[:space:]]*frozen' "$work/ata"; then echo 'its security is frozen by the firmware' && return 1; fi
  erase=--security-erase
  ! grep -q 'enhanced erase' "$work/ata" || erase=--security-erase-enhanced
  grep -q 'not[[:space:]]*enabled' "$work/ata" ||
    hdparm --user-master u --security-unlock $password "$devices/$1" || return 1
  hdparm --user-master u --security-set-pass $password "$devices/$1" || return 1
  hdparm --user-master u $erase $password "$devices/$1" && return 0
  hdparm --user-master u --security-disable $password "$devices/$1"
  return 1
}

by_secure_discard() { blkdiscard -f --secure "$devices/$1"; }
by_discard() { blkdiscard -f "$devices/$1"; }
by_overwrite() { head -c "$2" /dev/zero | dd of="$devices/$1" bs=4M iflag=fullblock oflag=direct conv=notrunc,fsync; }

methods() {
  purge=
  case $1 in
    nvme*) purge='nvme_format' ;;
    sd*) purge='ata_erase secure_discard' ;;
    *) purge='secure_discard' ;;
  esac
  case \${NETBERTH_WIPE:-auto} in
    purge) echo "$purge" ;;
    overwrite) echo overwrite ;;
    *) echo "$purge discard overwrite" ;;
  esac
}

wipe() {
  disk=$1
  bytes=$(blockdev --getsize64 "$devices/$disk")
  began=$(date +%s) used= sampled=0 filled=0
  : >"$work/refused"
  if [ "$(blockdev --getro "$devices/$disk")" = 1 ]; then
    echo 'it is write-protected' >>"$work/refused"
  else
    for method in $(methods "$disk"); do
      words=$(echo "$method" | tr _ ' ')
      say "$disk: $words"
      if ! mark "$disk" "$bytes"; then echo "$words: it cannot be written to" >>"$work/refused" && continue; fi
      if ! "by_$method" "$disk" "$bytes" >"$work/said" 2>&1; then
        why=$(grep -v '^$' "$work/said" | tail -n 1)
        echo "$words: \${why:-refused}" >>"$work/refused"
        say "$disk: $words: \${why:-refused}"
        continue
      fi
      if read_back "$disk" "$bytes"; then used=$words && break; fi
      echo "$words: said it was done, and $filled of $sampled blocks still hold something" >>"$work/refused"
      say "$disk: $words: $filled of $sampled blocks still hold something"
    done
  fi
  jq -n --arg name "$disk" --arg method "$used" --rawfile refused "$work/refused" \\
    --argjson seconds $(($(date +%s) - began)) --argjson sampled "$sampled" --argjson filled "$filled" \\
    --argjson all "$(lsblk -J -b -d -o NAME,MODEL,SERIAL,SIZE)" '
    (first($all.blockdevices[] | select(.name == $name)) // {}) as $own |
    { $name, model: $own.model, serial: $own.serial, bytes: $own.size, $seconds, sampledBlocks: $sampled, filledBlocks: $filled,
      method: (if $method == "" then null else $method end), refused: ($refused | split("\\n") | map(select(. != ""))) }'
}

: >"$work/missing"
wanted_disks | sort -u >"$work/wanted"
while read -r each; do wipe "$each"; done <"$work/wanted" >"$work/disks"
jq -s --rawfile missing "$work/missing" '
  def line: if type == "string" then gsub("[\\\\x00-\\\\x1f\\\\x7f-\\\\x9f\\\\x{2028}\\\\x{2029}]"; " ") | gsub("^ +| +$"; "") | .[0:200] else . end;
  { task: "wipe", disks: ., missing: ($missing | split("\\n") | map(select(. != ""))) } | walk(line)' "$work/disks"
`;
