import { generaliseScript } from '@netberth/generalise';
import { findDiskScript, reportScript } from './find-disk-script.ts';

const scriptName = 'capture.liquid';

/**
 * The post-install script of a profile that captures, a template: what may be there only once is taken from the systems on the
 * disk, blocks that hold nothing are given back, and the disk is sent, compressed: what is empty takes next to nothing.
 */
const captureScript = `#!/bin/sh
# Netberth: sends the disk of machine {{ machine.id }} to the server, to be made a profile of.
set -u
${reportScript}
${findDiskScript}
cat > /tmp/netberth-generalise.sh <<'END-OF-NETBERTH-GENERALISE'
{% raw %}${generaliseScript}{% endraw %}END-OF-NETBERTH-GENERALISE
mkdir -p /tmp/netberth-system
for part in "$disk"?*; do
  [ -b "$part" ] && mount "$part" /tmp/netberth-system 2> /dev/null || continue
  if [ -d /tmp/netberth-system/etc ]; then
    sh /tmp/netberth-generalise.sh /tmp/netberth-system || give_up "the system on $part could not be generalised"
  fi
  fstrim /tmp/netberth-system 2> /dev/null
  umount /tmp/netberth-system
done
sync
url={{ urls.capture | sh }}
echo "Netberth: sending $disk"
rm -f /tmp/netberth-whole
if curl --version > /dev/null 2>&1; then
  { dd if="$disk" bs=1M 2> /dev/null && : > /tmp/netberth-whole; } | gzip -1 | curl -fsS -T - "$url" || give_up "the disk could not be sent"
else
  # Without curl: wget of busybox cuts what it sends at the first zero byte, so that nc does it, with a size known before.
  { dd if="$disk" bs=1M 2> /dev/null && : > /tmp/netberth-whole; } | gzip -1 > /tmp/netberth-disk.img.gz || give_up "no room for the compressed disk in memory: boot an image that has curl"
  rest=\${url#http://}
  where=\${rest%%/*}
  port=\${where##*:}
  [ "$port" != "$where" ] || port=80
  size=$(wc -c < /tmp/netberth-disk.img.gz)
  rm -f /tmp/netberth-answer
  {
    printf 'PUT /%s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\nContent-Length: %s\\r\\n\\r\\n' "\${rest#*/}" "$where" "$size"
    cat /tmp/netberth-disk.img.gz
    # Whose input ends closes the connection, and the server hears no more: it is held until the answer is there.
    waited=0
    while [ ! -s /tmp/netberth-answer ] && [ "$waited" -lt 600 ]; do
      waited=$((waited + 1))
      sleep 1
    done
  } | nc "$(echo "\${where%:*}" | tr -d '[]')" "$port" > /tmp/netberth-answer
  head -n 1 /tmp/netberth-answer | grep -q ' 200 ' || give_up "the disk could not be sent: $(head -c 200 /tmp/netberth-answer)"
fi
[ -e /tmp/netberth-whole ] || give_up "$disk cannot be read to its end"
tell_end
`;

/** What a profile has that captures, unless it brings a script of its own. */
export const captureParts = { postInstall: scriptName, templates: { [scriptName]: captureScript } } as const;
