/** `/usr/lib/netberth/gather`: the facts of docs/inventory.md, by what Debian has: lsblk, lscpu, dmidecode, ip, lldpd, ipmitool, lspci, jq. */
export const gatherProgram = `#!/bin/sh
# Netberth: what this machine is made of, as JSON on standard output. Reads, and changes nothing but that cards are switched on.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dmi() { cat "/sys/class/dmi/id/$1" 2>/dev/null; }

# SMBIOS type 17 knows what is plugged in; the kernel only what is left of it.
memory() {
  dmidecode -t 17 2>/dev/null | awk '
    $1 == "Size:" && $3 == "MB" { sum += $2 * 1048576 }
    $1 == "Size:" && $3 == "GB" { sum += $2 * 1073741824 }
    $1 == "Size:" && $3 == "TB" { sum += $2 * 1099511627776 }
    END { if (sum > 0) printf "%.0f", sum }'
}

disks() {
  for link in /dev/disk/by-path/*; do
    case $link in *-part[0-9]*) continue ;; esac
    [ -b "$link" ] && printf '%s %s\\n' "$(basename "$(readlink -f "$link")")" "$link"
  done | jq -Rn '[inputs | split(" ") | {(.[0]): .[1]}] | add // {}' >"$work/paths"
  lsblk -J -b -d -o NAME,TYPE,SIZE,MODEL,SERIAL,WWN,ROTA,TRAN | jq --slurpfile paths "$work/paths" '
    [.blockdevices[] | select(.type == "disk" and (.name | test("^(zram|ram|fd|loop|nbd)") | not))
      | { name, path: $paths[0][.name], bytes: .size, model, serial, wwn, rotational: .rota,
          transport: (.tran // (if .name | startswith("vd") then "virtio" else null end)) }]'
}

# Switches speak every half minute.
neighbours() {
  up=$(cat /sys/class/net/*/carrier 2>/dev/null | grep -c 1)
  waited=0
  while :; do
    lldpctl -f json0 >"$work/lldp" 2>/dev/null || echo '{}' >"$work/lldp"
    heard=$(jq '[.lldp[]?.interface[]?.name] | unique | length' "$work/lldp" 2>/dev/null)
    [ "\${heard:-0}" -lt "$up" ] && [ $waited -lt "\${NETBERTH_LLDP_SECONDS:-35}" ] || break
    sleep 1
    waited=$((waited + 1))
  done
}

cards() {
  for card in /sys/class/net/*; do
    [ -e "$card/device" ] && [ "$(cat "$card/type")" = 1 ] || continue
    name=\${card##*/}
    jq -n --arg name "$name" \\
      --arg mac "$(ip -j -d link show "$name" | jq -r '.[0] | .permaddr // .address')" \\
      --arg link "$(cat "$card/carrier" 2>/dev/null)" --arg speed "$(cat "$card/speed" 2>/dev/null)" \\
      --arg driver "$(basename "$(readlink -f "$card/device/driver")")" --slurpfile lldp "$work/lldp" '
      ([$lldp[0].lldp[]?.interface[]? | select(.name == $name)] | first) as $heard |
      { $name, $mac, $driver, link: ($link == "1"),
        speedMbps: ($speed | tonumber? // null | if . != null and . > 0 then . else null end),
        lldp: (if $heard == null then null else
          { chassisId: $heard.chassis[0]?.id[0]?.value, systemName: $heard.chassis[0]?.name[0]?.value,
            portId: $heard.port[0]?.id[0]?.value, portDescription: $heard.port[0]?.descr[0]?.value } end) }'
  done | jq -s .
}

pci() {
  lspci -Dmm 2>/dev/null | jq -Rn '[inputs | capture("^(?<address>\\\\S+) \\"(?<class>[^\\"]*)\\" \\"(?<vendor>[^\\"]*)\\" \\"(?<device>[^\\"]*)\\"")] | .[0:2000]'
}

bmc() {
  modprobe -q ipmi_si && modprobe -q ipmi_devintf
  [ -c /dev/ipmi0 ] || return 0
  timeout 20 ipmitool lan print 2>/dev/null | sed -n 's/^IP Address  *: *//p' | grep -v '^0\\.0\\.0\\.0$'
}

for card in /sys/class/net/*; do
  [ -e "$card/device" ] && ip link set "\${card##*/}" up 2>/dev/null
done
neighbours
disks >"$work/disks"
cards >"$work/cards"
pci >"$work/pci"
kind=bios
[ ! -d /sys/firmware/efi ] || kind=uefi
lscpu -p=SOCKET,CORE | grep -v '^#' >"$work/cpu"
jq -n --arg vendor "$(dmi sys_vendor)" --arg product "$(dmi product_name)" --arg serial "$(dmi product_serial)" \\
  --arg uuid "$(dmi product_uuid)" --arg kind "$kind" --arg version "$(dmi bios_version)" --arg bmc "$(bmc)" \\
  --arg model "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" \\
  --argjson sockets "$(cut -d , -f 1 "$work/cpu" | sort -u | wc -l)" --argjson cores "$(sort -u "$work/cpu" | wc -l)" \\
  --argjson threads "$(wc -l <"$work/cpu")" --arg memory "$(memory)" \\
  --argjson left "$(awk '$1 == "MemTotal:" { print $2 * 1024 }' /proc/meminfo)" \\
  --slurpfile disks "$work/disks" --slurpfile cards "$work/cards" --slurpfile pci "$work/pci" '
  def line: if type == "string" then gsub("[\\\\x00-\\\\x1f\\\\x7f-\\\\x9f\\\\x{2028}\\\\x{2029}]"; " ") | gsub("^ +| +$"; "") | .[0:200]
    | if . == "" then null else . end else . end;
  { system: { $vendor, $product, $serial, $uuid }, firmware: { $kind, $version }, bmc: { address: $bmc },
    cpu: { $model, $sockets, $cores, $threads }, memoryBytes: ($memory | tonumber? // $left),
    disks: $disks[0], nics: $cards[0], pci: $pci[0] } | walk(line)'
`;
