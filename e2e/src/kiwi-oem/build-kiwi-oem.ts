import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { run } from '../test-image/run.ts';
import { underLock } from '../test-image/under-lock.ts';
import { workRoot } from '../work-folder.ts';

/** What KIWI is run by; it does not depend on the last of these, and calls them. */
const builderPackages = [
  ...['kiwi', 'kiwi-systemdeps', 'debootstrap', 'ca-certificates', 'xz-utils'],
  ...['mount', 'procps', 'kmod', 'fdisk', 'udev', 'psmisc', 'lsof'],
];

/**
 * Some kernels of hosts add the partition that fdisk wrote by themselves; then `partx --add`, which KIWI calls, fails, and
 * `--update` does what is wanted.
 */
const partxForAll = `#!/bin/sh
[ "$1" = --add ] && { shift; exec /usr/bin/partx --update "$@"; }
exec /usr/bin/partx "$@"
`;

const sources = import.meta.dirname;
const buildMs = 30 * 60_000;

const kernelArguments = 'console=ttyS0,115200n8 net.ifnames=0 norandmaps mitigations=off';

/**
 * The tar that a real KIWI builds of a Debian 12 for network installation. Built once (5 minutes, root), in a folder of its
 * own that holds the Debian in which KIWI runs.
 */
export async function buildKiwiOem(mirror: string): Promise<string> {
  mkdirSync(workRoot, { recursive: true });
  const folder = join(workRoot, 'kiwi-oem');
  const tar = join(folder, 'oem-debian.x86_64-1.0.0.install.tar');
  return underLock(`${folder}.lock`, async () => {
    if (existsSync(tar)) return tar;
    const builder = join(folder, 'builder');
    if (!existsSync(join(builder, 'usr/bin/kiwi-ng'))) await makeBuilder(builder, mirror);
    writeDescription(builder, mirror);
    await runKiwi(builder);
    renameSync(join(builder, 'out', 'oem-debian.x86_64-1.0.0.install.tar'), tar);
    rmSync(join(builder, 'out'), { recursive: true });
    return tar;
  });
}

async function makeBuilder(builder: string, mirror: string): Promise<void> {
  rmSync(builder, { recursive: true, force: true });
  mkdirSync(builder, { recursive: true });
  const options = ['--quiet', '--mode=root', '--variant=apt', '--aptopt=APT::Install-Recommends "false"'];
  const include = `--include=${builderPackages.join(',')}`;
  const source = `deb ${mirror} bookworm main`;
  await run('mmdebstrap', [...options, include, 'bookworm', builder, source], { timeoutMs: buildMs });
  writeFileSync(join(builder, 'usr/local/sbin/partx'), partxForAll);
  chmodSync(join(builder, 'usr/local/sbin/partx'), 0o755);
  cpSync(join(sources, 'builder-settings.yml'), join(builder, 'etc/kiwi.yml'));
}

function writeDescription(builder: string, mirror: string): void {
  const description = join(builder, 'description');
  rmSync(description, { recursive: true, force: true });
  rmSync(join(builder, 'out'), { recursive: true, force: true });
  cpSync(join(sources, 'description'), description, { recursive: true });
  const config = join(description, 'config.xml');
  const filled = readFileSync(config, 'utf8')
    .replace('MIRROR and KERNEL_ARGUMENTS are filled in', 'Filled in')
    .replace('MIRROR', mirror.replace(/\/$/, ''))
    .replace('KERNEL_ARGUMENTS', kernelArguments);
  writeFileSync(config, filled);
  for (const program of ['config.sh', 'root/usr/local/sbin/post-install'])
    chmodSync(join(description, program), 0o755);
}

/** In a mount namespace of its own: whatever goes wrong, nothing stays mounted. */
async function runKiwi(builder: string): Promise<void> {
  const script = `set -e
mount -t proc proc "$1/proc"
mount -t sysfs sys "$1/sys"
mount --rbind /dev "$1/dev"
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$1/etc/resolv.conf"
exec chroot "$1" /usr/bin/env -i PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \\
  kiwi-ng --type oem --logfile /kiwi.log system build --description /description --target-dir /out`;
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', builder];
  await run('unshare', args, { timeoutMs: buildMs });
}
