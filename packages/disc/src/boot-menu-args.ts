import type { DiscContent } from './disc-content.ts';

const menuFiles = /^(boot\/grub2?|EFI\/BOOT|isolinux|syslinux|boot\/syslinux|boot\/isolinux)\/[^/]*\.cfg$/i;
const mostMenus = 40;

/** Words that say where on a local disc the system lies, or are the menu's own. */
const ofTheDisc =
  /^(initrd|BOOT_IMAGE|boot|root|findiso|fromiso|iso-scan\/filename|isofrom|cdrom-detect\/.*|file|live-media|live-media-path|archisobasedir|archisodevice|archisolabel|archisosearchuuid|archisosearchfilename|img_dev|img_loop|misobasedir|misolabel|rd\.live\.image|inst\.stage2|inst\.repo|install|repo|media)(=|$)/;

/**
 * The arguments that the first entry of a disc's boot menu gives this kernel, but for those that a boot over the network says in
 * another way. None where an argument depends on the boot loader that reads the menu.
 */
export function bootMenuArgs(content: DiscContent, kernelPath: string): readonly string[] {
  const files = content.matching(menuFiles).slice(0, mostMenus);
  for (const { path } of files) {
    const found = argsIn(content.text(path), kernelPath);
    if (found !== null)
      return found.filter((word) => !ofTheDisc.test(word) && word !== '---' && word !== '--');
  }
  return [];
}

/** GRUB: `linux /live/vmlinuz boot=live …`. isolinux: `kernel /live/vmlinuz`, then `append initrd=… boot=live …`. */
function argsIn(menu: string, kernelPath: string): readonly string[] | null {
  let isOurs = false;
  for (const line of menu.split(/\r?\n/)) {
    const [command = '', ...words] = line.trim().split(/\s+/);
    const [image = ''] = words;
    switch (command.toLowerCase()) {
      case 'linux':
      case 'linuxefi':
      case '$linux':
        if (isPath(image, kernelPath)) return usable(words.slice(1));
        break;
      case 'kernel':
        isOurs = isPath(image, kernelPath);
        break;
      case 'append':
        if (isOurs) return usable(words);
        break;
    }
  }
  return null;
}

function isPath(written: string, path: string): boolean {
  return written.replace(/^(\([^)]*\))?\/*/, '').toLowerCase() === path.toLowerCase();
}

/** A variable of the boot loader means nothing to us; braces would be read as a template. */
function usable(words: readonly string[]): readonly string[] {
  return words.filter((word) => !/[${}%]/.test(word));
}
