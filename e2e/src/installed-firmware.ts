import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runNetberth } from './run-netberth.ts';
import { underLock } from './test-image/under-lock.ts';
import { workRoot } from './work-folder.ts';

/** A data folder in which `netberth firmware install` has run, or why it cannot run here: nothing that we could mend. */
export type InstalledFirmware =
  | { readonly kind: 'installed'; readonly data: string; readonly folder: string }
  | { readonly kind: 'out-of-reach'; readonly why: string };

const isOutOfReach = /cannot be reached|no apt-get|uses no Debian mirror/;

/** Installed once for all tests (10 s). Throws when the installation fails for a reason that is ours. */
export async function installedFirmware(suite = 'stable'): Promise<InstalledFirmware> {
  const data = join(workRoot, `firmware-data-${suite}`);
  mkdirSync(data, { recursive: true });
  return underLock(join(workRoot, `firmware-data-${suite}.lock`), async () => {
    const folder = join(data, 'firmware');
    if (existsSync(folder)) return { kind: 'installed', data, folder };
    const { exitCode, stderr } = await runNetberth('--data', data, 'firmware', 'install', '--suite', suite);
    if (exitCode === 0) return { kind: 'installed', data, folder };
    if (isOutOfReach.test(stderr)) return { kind: 'out-of-reach', why: 'no Debian mirror can be reached' };
    throw new Error(`netberth firmware install failed:\n${stderr}`);
  });
}
