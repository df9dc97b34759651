import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebianFiles } from './debian-files.ts';
import { run } from './run.ts';

/** The files of these drivers and those they need, in the order in which they must be loaded. */
export async function moduleFiles(
  debian: DebianFiles,
  drivers: readonly string[],
): Promise<readonly string[]> {
  await run('depmod', ['-b', debian.root, debian.kernelRelease]);
  const folder = join(debian.root, 'lib/modules', debian.kernelRelease);
  const lines = readFileSync(join(folder, 'modules.dep'), 'utf8').split('\n');
  const wanted = new Set<string>();
  for (const driver of drivers) {
    const line = lines.find((text) => text.includes(`/${driver}.ko:`));
    if (line === undefined) throw new Error(`kernel ${debian.kernelRelease} has no module "${driver}"`);
    // "a.ko: b.ko c.ko" with the deepest need last
    for (const file of line.split(/:? /).filter(Boolean).toReversed()) wanted.add(join(folder, file));
  }
  return [...wanted].map((file) => file.replace(/:$/, ''));
}
