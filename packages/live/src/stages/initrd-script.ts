import type { Recipe } from '../recipe/recipe-schema.ts';
import { enterRoot } from './enter-root.ts';
import type { Moment } from './moment.ts';

const dracut = [
  ...['--force', '--reproducible', '--no-hostonly', '--no-hostonly-cmdline', '--zstd'],
  ...['--add "dmsquash-live livenet url-lib netberth $network"'],
  ...[
    '--omit "systemd-networkd lvm mdraid multipath iscsi nfs nbd cifs fcoe fcoe-uefi plymouth i18n crypt btrfs dmraid resume"',
  ],
  ...['--add-drivers "squashfs overlay loop ext4 virtio_net virtio_blk virtio_pci virtio_scsi"'],
  ...['--install-optional "/etc/ssl/certs/ca-certificates.crt"'],
];

/**
 * The initrd anew, with what fetches the system into memory. It and the kernel come into `$OUT`; the name of the kernel into
 * `$WORK/kernel-release`, the size that it unpacks to into `$WORK/initrd-bytes`. Its own size is a multiple of four, because the kernel looks there for what is appended to it.
 */
export function initrdScript({ live }: Recipe, { epochSeconds }: Moment): string {
  const make =
    live === 'dracut'
      ? `# systemd-networkd tells nobody in the initrd that the network is up (dracut 059), and dracut would choose it.
network=network
for module in "$ROOT"/usr/lib/dracut/modules.d/*network-legacy; do
  [ ! -d "$module" ] || network=network-legacy
done
in_root dracut ${dracut.join(' ')} --kver "$release" /tmp/initrd`
      : `sed -i 's/^MODULES=.*/MODULES=most/; s/^#* *COMPRESS=.*/COMPRESS=zstd/' "$ROOT/etc/initramfs-tools/initramfs.conf"
in_root mkinitramfs -o /tmp/initrd "$release"`;
  return `set -eu
export SOURCE_DATE_EPOCH=${epochSeconds}
${enterRoot}enter_root
release=$(ls -1 "$ROOT/lib/modules" | sort -V | tail -n 1)
[ -n "$release" ] || { echo 'no kernel was installed' >&2; exit 1; }
echo "$release" >"$WORK/kernel-release"
${make}
kernel="$ROOT/boot/vmlinuz-$release"
[ -e "$kernel" ] || kernel="$ROOT/lib/modules/$release/vmlinuz"
cp "$kernel" "$OUT/vmlinuz"
cp "$ROOT/tmp/initrd" "$OUT/initrd"
truncate -s %4 "$OUT/initrd"
{ in_root zstd -dcq /tmp/initrd || cat "$ROOT/tmp/initrd" "$ROOT/tmp/initrd"; } 2>/dev/null | wc -c >"$WORK/initrd-bytes"
chmod 644 "$OUT/vmlinuz" "$OUT/initrd"
`;
}
