import { lstat, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { autoexecScript } from '../firmware/autoexec-script.ts';

/**
 * Links to the firmware, and beside them what iPXE 1.21 and later looks for. What a person put there (files or links,
 * for a Raspberry Pi, say) stays, and stays in front of ours.
 * @param serverUrls every way to this server: the script is the same on every network
 */
export async function fillTftpFolder(
  folder: string,
  firmwareFolder: string,
  firmware: readonly string[],
  serverUrls: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const wanted = new Set(firmware);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (await isLinkInto(firmwareFolder, path)) await rm(path);
    else wanted.delete(name);
  }
  for (const name of wanted) await symlink(join(firmwareFolder, name), join(folder, name));
  await writeFile(join(folder, 'autoexec.ipxe'), autoexecScript(serverUrls));
}

async function isLinkInto(folder: string, path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink() && dirname(await readlink(path)) === folder;
}
