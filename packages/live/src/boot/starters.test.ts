import { expect, test } from 'vitest';
import { makeManifest } from '../manifest/make-manifest.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { grubEntry } from './grub-entry.ts';
import { kexecScript } from './kexec-script.ts';
import { diskArguments, fetchArguments } from './live-arguments.ts';

const mib = 1024 * 1024;

function manifestOf(...lines: readonly string[]) {
  const text = ['name: node', 'system: { distribution: debian, release: bookworm }', ...lines].join('\n');
  const parsed = parseRecipe('node.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return makeManifest(parsed.recipe, {
    version: '1.2',
    moment: { epochSeconds: 1_700_000_000 },
    kernelRelease: '6.1.0-1-amd64',
    initrdBytes: 100 * mib,
    files: [
      { path: 'vmlinuz', sizeBytes: 10 * mib, sha256: 'a'.repeat(64) },
      { path: 'initrd', sizeBytes: 30 * mib, sha256: 'b'.repeat(64) },
      { path: 'rootfs.squashfs', sizeBytes: 100 * mib, sha256: 'c'.repeat(64) },
    ],
    packages: [],
  });
}

test('what it needs in memory is the image, the initrd packed and unpacked, and room for the system', () => {
  expect(manifestOf().memoryMib).toBe(100 + 10 + 30 + 100 + 256);
});

test('the initrd is told where the image is', () => {
  const dracut = manifestOf('args: console=ttyS0  quiet');
  const liveBoot = manifestOf('live: live-boot');
  const url = 'http://192.0.2.1:8080/images/node';
  expect(fetchArguments(dracut, url).join(' ')).toBe(
    'root=live:http://192.0.2.1:8080/images/node/rootfs.squashfs rd.live.image rd.live.overlay.overlayfs=1 console=ttyS0 quiet',
  );
  expect(fetchArguments(liveBoot, url).join(' ')).toBe(
    'boot=live components noeject fetch=http://192.0.2.1:8080/images/node/rootfs.squashfs',
  );
  expect(diskArguments(liveBoot, 'LABEL=BOOT', '/live/node').join(' ')).toBe(
    'boot=live components noeject live-media=/dev/disk/by-label/BOOT live-media-path=/live/node toram',
  );
});

test('GRUB starts it from a folder of a local disk', () => {
  expect(grubEntry(manifestOf('args: console=ttyS0'), '/live/node')).toBe(
    `# An entry for GRUB 2: append it to /etc/grub.d/40_custom and run update-grub.
# vmlinuz, initrd and rootfs.squashfs belong into /live/node of a file system that GRUB and Linux can read.
# For one start: grub-reboot netberth-node && reboot
menuentry 'node 1.2' --id netberth-node {
  search --no-floppy --file --set=live_disk /live/node/rootfs.squashfs
  probe --set=live_uuid --fs-uuid ($live_disk)
  linux ($live_disk)/live/node/vmlinuz root=live:UUID=$live_uuid rd.live.dir=/live/node rd.live.squashimg=rootfs.squashfs rd.live.ram=1 rd.live.image rd.live.overlay.overlayfs=1 console=ttyS0
  initrd ($live_disk)/live/node/initrd
}
`,
  );
});

test('a running Linux starts it by kexec, after a look at the checksums, with what the server made for it', () => {
  const script = kexecScript(manifestOf(), 'http://192.0.2.1:8080/images/node', ['ip=dhcp', 'rd.neednet=1']);
  expect(script).toBe(`#!/bin/sh
# From a running Linux into node 1.2. As root; needs kexec-tools and curl.
set -e
folder=$(mktemp -d /run/netberth-kexec.XXXXXX)
cd "$folder"
for file in vmlinuz initrd; do curl -fsS -o "$file" http://192.0.2.1:8080/images/node/"$file"; done
sha256sum --quiet -c <<'END'
${'a'.repeat(64)}  vmlinuz
${'b'.repeat(64)}  initrd
END
if [ -d /run/netberth/machine ]; then
  mkdir -p own/netberth
  cp -a /run/netberth/machine own/netberth/
  (cd own && find netberth | cpio --quiet -o -H newc) >>initrd
fi
kexec --load vmlinuz --initrd=initrd --command-line='root=live:http://192.0.2.1:8080/images/node/rootfs.squashfs rd.live.image rd.live.overlay.overlayfs=1 ip=dhcp rd.neednet=1'
# systemd stops services and unmounts file systems first.
if [ -d /run/systemd/system ]; then systemctl kexec; else sync && kexec --exec; fi
`);
});
