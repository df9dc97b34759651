/** `/usr/lib/netberth/test`: stress-ng on processors and memory, and what disks and kernel say of themselves. */
export const testProgram = `#!/bin/sh
# Netberth: has this machine work hard for NETBERTH_TEST_SECONDS, asks its disks how they are, and writes what came of it, as
# JSON, to standard output.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
half=$(((\${NETBERTH_TEST_SECONDS:-600} + 1) / 2))

say() {
  echo "Netberth: test: $*" >&2
  echo "Netberth: test: $*" 2>/dev/null >/dev/console || :
}
result() { jq -n --arg name "$1" --argjson passed "$2" --arg text "$3" '{ $name, $passed, $text }'; }

burn() {
  name=$1
  shift
  say "$name for $half seconds"
  # --verify: what was computed or written must come out, or be read back, as it should.
  if stress-ng --verify --timeout "\${half}s" "$@" >"$work/said" 2>&1; then
    result "$name" true "$half seconds without a fault"
  else
    result "$name" false "$(grep -iE 'fail|error' "$work/said" | tail -n 1)"
  fi
}

smart() {
  for disk in $(lsblk -J -d -o NAME,TYPE | jq -r '.blockdevices[] | select(.type == "disk" and (.name | test("^(zram|ram|fd|loop|nbd)") | not)) | .name'); do
    smartctl -j -H -A "/dev/$disk" >"$work/smart" 2>/dev/null
    jq --arg name "disk $disk" '.smart_status.passed as $passed | { $name, passed: ($passed != false),
      text: (if $passed == null then "it does not say how it is" elif $passed then "it says that it is well" else "it says that it is failing" end
        + (if .power_on_time.hours then ", after \\(.power_on_time.hours) hours" else "" end)
        + (if .temperature.current then ", at \\(.temperature.current) °C" else "" end)) }' "$work/smart" ||
      result "disk $disk" true 'it does not say how it is'
  done
}

machine_checks() {
  faults=$(dmesg | grep -ciE 'hardware error|machine check exception|uncorrect' || :)
  if [ "$faults" = 0 ]; then result 'machine checks' true 'none'; else result 'machine checks' false "$faults lines of the kernel: $(dmesg | grep -iE 'hardware error|machine check exception|uncorrect' | tail -n 1)"; fi
}

{
  burn CPU --cpu 0
  burn memory --vm 0 --vm-bytes 75%
  smart
  machine_checks
} >"$work/results"
jq -s '
  def line: if type == "string" then gsub("[\\\\x00-\\\\x1f\\\\x7f-\\\\x9f\\\\x{2028}\\\\x{2029}]"; " ") | .[0:200] else . end;
  { task: "test", results: . } | walk(line)' "$work/results"
`;
