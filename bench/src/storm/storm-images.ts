import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePattern } from './file-pattern.ts';
import { installerArguments } from './installer-requests.ts';

/** The steps that every machine is granted, in order. */
export const stormSteps = ['storm-wipe', 'storm-image'] as const;

const kernelBytes = 64 * 1024;
const initrdBytes = 256 * 1024;

/** Two destructive images: one that only runs an installer, and one with an image to be written. */
export async function writeStormImages(folder: string, imageBytes: number): Promise<readonly string[]> {
  const [wipe, install] = [join(folder, stormSteps[0]), join(folder, stormSteps[1])];
  await writeImage(wipe, []);
  await writeImage(install, [
    ['image', '{{ urls.files }}/disk.raw'],
    ['imageBytes', String(imageBytes)],
  ]);
  await writePattern(join(install, 'disk.raw'), imageBytes);
  writeFileSync(join(install, 'profile.yaml'), 'image: disk.raw\n', { flag: 'a' });
  return [wipe, install];
}

type Told = readonly [keyof typeof installerArguments, string];

async function writeImage(folder: string, told: readonly Told[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const all: readonly Told[] = [
    ...told,
    ['postInstall', '{{ urls.postInstall }}'],
    ['finish', '{{ urls.finish }}'],
  ];
  const args = all.map(([what, value]) => `${installerArguments[what]}=${value}`).join(' ');
  const manifest = `kernel: vmlinuz\ninitrds: [initrd.img]\nargs: ${args}\n`;
  writeFileSync(join(folder, 'profile.yaml'), manifest);
  await writePattern(join(folder, 'vmlinuz'), kernelBytes);
  await writePattern(join(folder, 'initrd.img'), initrdBytes);
}
