import type { LiveManifest } from '../manifest/live-manifest.ts';
import { diskArguments } from './live-arguments.ts';

/**
 * An entry for GRUB 2, on BIOS and on UEFI, that starts an image from a folder of a local file system. GRUB finds the file
 * system by the kernel in it, and hands on which it is.
 * @param folder from the root of that file system on: `/live/hypervisor`
 */
export function grubEntry(manifest: LiveManifest, folder: string): string {
  const { name, version, kernel, initrd } = manifest;
  const args = diskArguments(manifest, 'UUID=$live_uuid', folder).join(' ');
  return `# An entry for GRUB 2: append it to /etc/grub.d/40_custom and run update-grub.
# ${kernel}, ${initrd} and ${manifest.root} belong into ${folder} of a file system that GRUB and Linux can read.
# For one start: grub-reboot netberth-${name} && reboot
menuentry '${name} ${version}' --id netberth-${name} {
  search --no-floppy --file --set=live_disk ${folder}/${manifest.root}
  probe --set=live_uuid --fs-uuid ($live_disk)
  linux ($live_disk)${folder}/${kernel} ${args}
  initrd ($live_disk)${folder}/${initrd}
}
`;
}
