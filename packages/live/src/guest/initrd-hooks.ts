/**
 * Runs in the initrd once the system is mounted: what came in its own initrd goes where it lasts, then the system does the
 * rest. `$1` is where the system is mounted. For dash and for busybox.
 */
export const enterLive = `#!/bin/sh
root=$1
mkdir -p /run/netberth
chmod 700 /run/netberth
if [ -d /netberth/machine ]; then cp -a /netberth/machine /run/netberth/; fi
for place in dev proc sys run; do mount -o bind /$place "$root/$place"; done
chroot "$root" /usr/lib/netberth/live-start
for place in run sys proc dev; do umount "$root/$place"; done
`;

const modules = '/usr/lib/dracut/modules.d/95netberth';

/** A module of dracut (dracut.modules(7)); `pre-pivot` is when the system is mounted and the network is still up. */
const dracutFiles = {
  [`${modules}/module-setup.sh`]: `#!/bin/bash
check() { return 0; }
depends() { echo dmsquash-live livenet; }
install() {
  inst_multiple chroot cp chmod mkdir mount umount
  inst_simple /usr/lib/netberth/enter-live
  inst_hook pre-pivot 10 "$moddir/netberth-start.sh"
}
`,
  [`${modules}/netberth-start.sh`]: `#!/bin/sh
/bin/sh /usr/lib/netberth/enter-live "$NEWROOT"
`,
};

/** Scripts of initramfs-tools (initramfs-tools(7)); `live-bottom` is run by live-boot when the system is mounted. */
const liveBootFiles = {
  '/usr/share/initramfs-tools/hooks/netberth': `#!/bin/sh
[ "$1" != prereqs ] || exit 0
. /usr/share/initramfs-tools/hook-functions
copy_file script /usr/lib/netberth/enter-live
`,
  '/usr/share/initramfs-tools/scripts/live-bottom/99netberth': `#!/bin/sh
[ "$1" != prereqs ] || exit 0
/bin/sh /usr/lib/netberth/enter-live "$rootmnt"
`,
};

export const initrdHooks = { dracut: dracutFiles, 'live-boot': liveBootFiles } as const;
