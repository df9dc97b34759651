import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './test-image/run.ts';
import { underLock } from './test-image/under-lock.ts';
import { workRoot } from './work-folder.ts';

const packageName = 'debian-installer-12-netboot-amd64';
const images = `usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64`;

/** The folder with `linux` and `initrd.gz` of Debian 12's installer; null: no mirror of apt has it. Fetched once (15 s). */
export async function debianInstaller(): Promise<string | null> {
  mkdirSync(workRoot, { recursive: true });
  return underLock(join(workRoot, 'debian-installer.lock'), async () => {
    const root = join(workRoot, 'debian-installer');
    if (existsSync(root)) return join(root, images);
    const policy = await run('apt-cache', ['policy', packageName]);
    if (!/Candidate: \d/.test(policy)) return null;
    const draft = `${root}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(join(draft, 'root'), { recursive: true });
    const fetch = ['download', '-q', '-o', 'APT::Sandbox::User=', packageName];
    await run('apt-get', fetch, { cwd: draft, timeoutMs: 300_000 });
    const [deb = ''] = readdirSync(draft).filter((name) => name.endsWith('.deb'));
    await run('dpkg-deb', ['-x', join(draft, deb), join(draft, 'root')], { timeoutMs: 120_000 });
    renameSync(join(draft, 'root'), root);
    rmSync(draft, { recursive: true });
    return join(root, images);
  });
}
