import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { GuestSystem } from './guest-system.ts';

/**
 * Has the `ssh` of commands that run while `work` does know the key of the guest's root, and write no file of whoever runs
 * the tests: the home folder of ssh is the one of the account, not of the environment.
 */
export async function withGuestLogin<Result>(
  { privateKey }: GuestSystem,
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const bin = join(folder, 'ssh-bin');
  mkdirSync(bin, { recursive: true });
  const config = join(bin, 'config');
  const known = join(bin, 'known-hosts');
  writeFileSync(config, `IdentityFile ${privateKey}\nIdentitiesOnly yes\nUserKnownHostsFile ${known}\n`);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${config} "$@"\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = [bin, before].join(delimiter);
  try {
    return await work();
  } finally {
    process.env['PATH'] = before;
  }
}
