import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emptyWorkFolder, workRoot } from '../../src/work-folder.ts';
import { netberthProgram } from '../../src/netberth-program.ts';

const folder = join(workRoot, 'network-firmware');
const whyNotFile = join(folder, 'why-not');

/** Vitest calls it once for all tests of a run: `netberth firmware install`, as a person would. */
export async function setup(): Promise<void> {
  if (process.getuid?.() !== 0) return;
  emptyWorkFolder('network-firmware');
  try {
    const words = [netberthProgram, '--data', join(folder, 'data'), 'firmware', 'install'];
    await promisify(execFile)(process.execPath, words, { timeout: 120_000 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    // Anything else is a fault that tests must show.
    if (!/cannot be reached|no apt-get|uses no Debian mirror/.test(said)) throw error;
    writeFileSync(whyNotFile, 'no Debian mirror can be reached from here');
  }
}

/** Why there is no firmware; null: there is. */
export function noFirmware(): string | null {
  return existsSync(whyNotFile) ? readFileSync(whyNotFile, 'utf8') : null;
}

export function copyFirmware(dataFolder: string): void {
  for (const name of ['firmware', 'firmware-sets'])
    cpSync(join(folder, 'data', name), join(dataFolder, name), { recursive: true, verbatimSymlinks: true });
}
