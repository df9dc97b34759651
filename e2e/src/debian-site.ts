import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The Debian of a site, for its folder `menu`: one release, whose installer is at hand, from our port of the loopback. */
export function debianEntry(port: number, args: readonly string[] = []): string {
  return [
    'extends: debian-installer',
    'name: Debian',
    'section: linux',
    `mirrors: http://10.0.2.2:${port}/debian`,
    'arch: { x86_64: amd64 }',
    'axes: { release: { title: Release, items: [bookworm] } }',
    "values: { folder: debian-installer, images: '{mirror}/dists/{release}/main/installer-{arch}/current/images/netboot' }",
    ...(args.length > 0 ? [`args: [${args.map((arg) => `'${arg}'`).join(', ')}]`] : []),
    '',
  ].join('\n');
}

/** Is this a file of the installer, where {@link debianEntry} has it? */
export function isInstallerFile(url: string): boolean {
  return url.includes('/netboot/debian-installer/amd64/');
}

/** Kernel or initrd of the installer from the folder that `debianInstaller` gave. */
export async function sendInstallerFile(
  folder: string,
  url: string,
  response: ServerResponse,
): Promise<void> {
  const file = join(folder, basename(url));
  response.writeHead(200, { 'content-length': statSync(file).size });
  await pipeline(createReadStream(file), response);
}
