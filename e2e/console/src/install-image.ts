import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An image in our own layout that installs: its kernel and its disk are a megabyte each. */
export function writeInstallImage(folder: string): string {
  const image = join(folder, 'installer');
  mkdirSync(image, { recursive: true });
  writeFileSync(join(image, 'profile.yaml'), 'kernel: vmlinuz\nimage: disk.raw\n');
  for (const name of ['vmlinuz', 'disk.raw'])
    writeFileSync(join(image, name), Buffer.alloc(1024 * 1024, name));
  return image;
}
