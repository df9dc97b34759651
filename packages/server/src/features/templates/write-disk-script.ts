import { findDiskScript, reportScript } from './find-disk-script.ts';

/** The post-install script of a captured profile, a template: writes the image to the disk, tells the server, restarts. */
export function writeDiskScript(image: string): string {
  return `#!/bin/sh
# Netberth: writes the disk that was captured as {{ profile.name }} to machine {{ machine.id }}.
set -u
${reportScript}
${findDiskScript}
url={{ urls.files | sh }}/${image}
fetch() { if curl --version > /dev/null 2>&1; then curl -fsS "$url"; else wget -q -O - "$url"; fi; }
echo "Netberth: writing to $disk"
rm -f /tmp/netberth-whole
{ fetch | gunzip -c && : > /tmp/netberth-whole; } | dd of="$disk" bs=1M conv=notrunc || give_up "$disk cannot be written, or is too small"
[ -e /tmp/netberth-whole ] || give_up "the image did not come whole: $disk is not usable"
sync
tell_end && reboot -f
`;
}
