import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { underLock } from './test-image/under-lock.ts';
import { repositoryRoot, workRoot } from './work-folder.ts';

const program = join(repositoryRoot, 'packages/netberth/src/main.ts');
const installMs = 180_000;

/** A data folder in which `netberth firmware install` has run, or why it cannot run here: nothing that we could mend. */
export type InstalledFirmware =
  | { readonly kind: 'installed'; readonly data: string; readonly folder: string }
  | { readonly kind: 'out-of-reach'; readonly why: string };

const isOutOfReach = /cannot be reached|no apt-get|uses no Debian mirror/;

/** Installed once for all tests (10 s). Throws when the installation fails for a reason that is ours. */
export async function installedFirmware(): Promise<InstalledFirmware> {
  const data = join(workRoot, 'firmware-data');
  mkdirSync(data, { recursive: true });
  return underLock(join(workRoot, 'firmware-data.lock'), async () => {
    const folder = join(data, 'firmware');
    if (existsSync(folder)) return { kind: 'installed', data, folder };
    const stderr = await install(data);
    if (stderr === null) return { kind: 'installed', data, folder };
    if (isOutOfReach.test(stderr)) return { kind: 'out-of-reach', why: 'no Debian mirror can be reached' };
    throw new Error(`netberth firmware install failed:\n${stderr}`);
  });
}

/** Null when it is done, else what it said. */
async function install(data: string): Promise<string | null> {
  const args = [program, '--data', data, 'firmware', 'install'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: repositoryRoot, timeout: installMs }, (error, stdout, stderr) =>
      resolve(error === null ? null : stdout + stderr),
    );
  });
}
