import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { underLock } from '../../src/test-image/under-lock.ts';
import { workRoot } from '../../src/work-folder.ts';

const run = promisify(execFile);

/** Packages that would bring services and accounts if they were installed; unpacked they are a few scripts. */
const packages = [
  ...['glance-common', 'glance-api', 'swift', 'swift-proxy', 'neutron-common'],
  ...['nova-common', 'nova-api', 'nova-conductor', 'nova-scheduler', 'nova-compute'],
  ...['cinder-common', 'cinder-api', 'cinder-scheduler', 'cinder-volume'],
];

/** The folder in which Debian's programs of OpenStack lie, unpacked and not installed. Fetched once. */
export async function unpackedPrograms(): Promise<string> {
  const folder = join(workRoot, 'openstack-programs');
  mkdirSync(workRoot, { recursive: true });
  return underLock(`${folder}.lock`, async () => {
    if (packages.every((name) => existsSync(join(folder, 'usr/share/doc', name)))) return folder;
    const draft = `${folder}.part`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    await run('apt-get', ['-qq', 'download', ...packages], { cwd: draft, timeout: 120_000 });
    for (const file of readdirSync(draft).filter((name) => name.endsWith('.deb')))
      await run('dpkg', ['-x', join(draft, file), draft]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return folder;
  });
}
