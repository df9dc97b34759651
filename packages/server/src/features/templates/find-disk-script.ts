/**
 * Shell lines that set `disk` to the only disk of the machine, or to the one that its metadata `disk` names, and end the script
 * where there are none or several. They call `give_up TEXT`, which must be there.
 */
export const findDiskScript = `disk={% if machine.metadata.disk %}{{ machine.metadata.disk | sh }}{% endif %}
if [ -z "$disk" ]; then
  found=0
  for block in /sys/block/*; do
    name=\${block##*/}
    case $name in loop* | ram* | zram* | sr* | fd* | dm-* | md* | nbd* | mtdblock*) continue ;; esac
    if [ "$(cat "$block/removable")" != 0 ] || [ "$(cat "$block/size")" = 0 ]; then continue; fi
    found=$((found + 1))
    disk=/dev/$name
  done
  [ "$found" = 1 ] || give_up "it has $found disks, and it is not said which: netberth machine set {{ machine.id }} --metadata disk=/dev/NAME"
fi
[ -b "$disk" ] || give_up "there is no disk $disk"
`;

/** Shell lines with \`give_up\` and \`tell_end\`: the server is told how it went. */
export const reportScript = `give_up() {
  echo "Netberth: $1" >&2
  wget -q -O - --post-data "$1" {{ urls.failed | sh }} || curl -fsS --data-binary "$1" {{ urls.failed | sh }}
  exit 1
}
tell_end() {
  for pause in 1 2 4 8 16; do
    wget -q -O - {{ urls.finish | sh }} && return 0
    curl -fsS {{ urls.finish | sh }} && return 0
    sleep $pause
  done
  echo 'Netberth: the server could not be told' >&2
  return 1
}
`;
