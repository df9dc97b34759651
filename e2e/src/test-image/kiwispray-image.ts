import { linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageParts } from './image-parts.ts';

/**
 * How the installer inside behaves:
 * `finish-from-disk` leaves the callback to the installed system, `fail` reports a failure, `hang-after-image`
 * never calls back, `slow` fetches two megabytes a second, `slow-finish` waits 8 s between post-install and finish,
 * `static-address` takes the address that iPXE has, for networks without DHCP.
 */
export type Behaviour =
  | 'finish-from-disk'
  | 'fail'
  | 'hang-after-image'
  | 'slow'
  | 'slow-finish'
  | 'static-address';

const templateFolder = join(import.meta.dirname, 'templates');
/** `no_timer_check`: on a busy host the kernel takes QEMU's timer for a broken one, and panics. */
export const consoleArguments = 'console=ttyS0,115200 norandmaps mitigations=off no_timer_check quiet';
const diskName = 'TestDisk';

/** Makes `folder/name` an installable image in KIWIspray's layout and returns its path. */
export async function installImage(
  folder: string,
  name: string,
  ...behaviours: Behaviour[]
): Promise<string> {
  const kernelArguments = [
    `rd.kiwi.install.pxe rd.kiwi.install.image=\${files}/${diskName}.xz ${consoleArguments}`,
    ...behaviours.map(argumentOf),
  ].join(' ');
  const path = await bootFiles(folder, name, kernelArguments, 'install.post_install.tmpl');
  const parts = await imageParts();
  const append = `rd.kiwi.install.pxe rd.kiwi.install.image=http://example.com/image.xz ${consoleArguments}\n`;
  writeFileSync(join(path, `${diskName}.append`), append);
  linkSync(parts.checksum, join(path, `${diskName}.md5`));
  linkSync(parts.diskXz, join(path, `${diskName}.xz`));
  linkSync(parts.initrd, join(path, `${diskName}.initrd`));
  symlinkSync('pxeboot.kernel', join(path, `${diskName}.kernel`));
  return path;
}

/** An image without a disk: empties the machine's disk, finishes, reboots. */
export async function wipeImage(folder: string, name = 'wipe', ...behaviours: Behaviour[]): Promise<string> {
  const kernelArguments = [consoleArguments, ...behaviours.map(argumentOf)].join(' ');
  return await bootFiles(folder, name, kernelArguments, 'wipe.post_install.tmpl');
}

/** An image without a disk: posts what the machine is made of, finishes, waits until somebody wants something. */
export async function discoverImage(folder: string, name = 'discover'): Promise<string> {
  return await bootFiles(folder, name, consoleArguments, 'discover.post_install.tmpl');
}

/** dracut's way of saying an address; the values are iPXE's settings of the card that it reached the server by. */
function argumentOf(behaviour: Behaviour): string {
  return behaviour === 'static-address'
    ? 'ip=${netX/ip}::${netX/gateway}:${netX/netmask}:::none'
    : `netberth.test=${behaviour}`;
}

async function bootFiles(
  folder: string,
  name: string,
  kernelArguments: string,
  postInstall: string,
): Promise<string> {
  const parts = await imageParts();
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  linkSync(parts.kernel, join(path, 'pxeboot.kernel'));
  linkSync(parts.initrd, join(path, 'pxeboot.initrd.xz'));
  const host = readFileSync(join(templateFolder, 'host.tmpl'), 'utf8');
  writeFileSync(
    join(path, 'host.tmpl'),
    host.replace('@_KERNEL_ARGUMENTS_@', () => kernelArguments),
  );
  writeFileSync(join(path, 'post_install.tmpl'), readFileSync(join(templateFolder, postInstall)));
  return path;
}
