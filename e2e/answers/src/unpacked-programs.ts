import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/test-image/run.ts';
import { underLock } from '../../src/test-image/under-lock.ts';
import { workRoot } from '../../src/work-folder.ts';

/** Programs that would change the machine if they were installed: services, and what configures networks at boot. */
const packagesOf = {
  'answer-programs': ['cloud-init', 'netplan.io', 'network-manager', 'ignition'],
  'monitoring-programs': ['prometheus'],
} as const;

/** The folder with Debian's programs that check what we make; null: no mirror of apt has them. Fetched once (10 s). */
export async function unpackedPrograms(which: keyof typeof packagesOf): Promise<string | null> {
  const packages = packagesOf[which];
  mkdirSync(workRoot, { recursive: true });
  return underLock(join(workRoot, `${which}.lock`), async () => {
    const root = join(workRoot, which);
    if (existsSync(root)) return root;
    const policy = await run('apt-cache', ['policy', ...packages]);
    if ((policy.match(/Candidate: \d/g) ?? []).length < packages.length) return null;
    const draft = `${root}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(join(draft, 'root'), { recursive: true });
    const fetch = ['download', '-q', '-o', 'APT::Sandbox::User=', ...packages];
    await run('apt-get', fetch, { cwd: draft, timeoutMs: 300_000 });
    for (const deb of readdirSync(draft).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', join(draft, deb), join(draft, 'root')], { timeoutMs: 120_000 });
    renameSync(join(draft, 'root'), root);
    rmSync(draft, { recursive: true });
    return root;
  });
}
