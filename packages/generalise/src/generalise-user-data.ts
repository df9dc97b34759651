import { generaliseScript } from './generalise-script.ts';

/**
 * User data for a server of which an image is to be made, a script that cloud-init runs at its first start: when all else has
 * been set up the system generalises itself and switches itself off. Where the root file system is in memory or of a
 * network, as that of an installer is, it does nothing. What it says is on the console. At most 64 KiB, as Nova takes it.
 */
export const generaliseUserData = String.raw`#!/bin/sh
# Netberth: generalise this system at its first start, then switch it off, so that an image is made of it.
case $(stat -f -c %T /) in
  overlay* | tmpfs | ramfs | squashfs | nfs | aufs) exit 0 ;;
esac
cat > /run/netberth-generalise.sh <<'END-OF-NETBERTH-GENERALISE'
${generaliseScript}END-OF-NETBERTH-GENERALISE
cat > /run/netberth-generalise-and-off.sh <<'END-OF-NETBERTH-OFF'
if sh /run/netberth-generalise.sh > /dev/console 2>&1; then
  poweroff
else
  echo 'generalise: failed; the system stays on' > /dev/console
fi
END-OF-NETBERTH-OFF
# cloud-init writes down what it has done when it ends: only then is it made to forget.
if command -v systemd-run > /dev/null; then
  systemd-run --no-block --unit=netberth-generalise --property=After=cloud-final.service \
    sh /run/netberth-generalise-and-off.sh
else
  (cloud-init status --wait; sh /run/netberth-generalise-and-off.sh) > /dev/null 2>&1 &
fi
`;
