import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptMirror } from '../../src/apt-mirror.ts';
import { run } from '../../src/test-image/run.ts';
import { underLock } from '../../src/test-image/under-lock.ts';
import { workRoot } from '../../src/work-folder.ts';

export type GuestSystem = {
  /** An ext4 file system without partitions. */
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
  /** Of the key that root takes. */
  readonly privateKey: string;
};

export const guestAddress = '10.77.0.50';
const packages = [
  ...['systemd-sysv', 'dbus', 'linux-image-cloud-amd64', 'initramfs-tools', 'zstd', 'netbase', 'iproute2'],
  ...['openssh-server', 'cloud-init', 'ifupdown', 'isc-dhcp-client'],
];
const buildTimeoutMs = 20 * 60_000;

/** What an installer leaves behind: names, an address of its own, and no network from cloud-init. */
const installed: Readonly<Record<string, string>> = {
  'etc/hostname': 'web1\n',
  'etc/hosts': '127.0.0.1 localhost\n127.0.1.1 web1\n',
  'etc/fstab': '/dev/vda / ext4 defaults 0 1\n',
  'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
  'etc/cloud/cloud.cfg.d/99-installer.cfg': 'network: {config: disabled}\n',
  'etc/network/interfaces': [
    'auto lo',
    'iface lo inet loopback',
    'auto eth0',
    'iface eth0 inet static',
    `  address ${guestAddress}/24`,
    '  gateway 10.77.0.2\n',
  ].join('\n'),
};

/**
 * A Debian with an SSH server and cloud-init, as an installer would leave it on the disk of a server; made of this machine's
 * mirror, once.
 */
export async function guestSystem(): Promise<GuestSystem> {
  const folder = join(workRoot, 'guest-system');
  mkdirSync(workRoot, { recursive: true });
  return underLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) {
      const mirror = await aptMirror('bookworm');
      if (mirror === null) throw new Error('apt of this machine has no mirror of Debian 12 that answers');
      const draft = `${folder}.part`;
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { recursive: true });
      await build(draft, mirror.debian);
      renameSync(draft, folder);
    }
    const part = (name: string) => join(folder, name);
    return {
      disk: part('disk'),
      kernel: part('vmlinuz'),
      initrd: part('initrd'),
      privateKey: part('key'),
    };
  });
}

async function build(folder: string, mirror: string): Promise<void> {
  const root = join(folder, 'root');
  const include = `--include=${packages.join(',')}`;
  await run('mmdebstrap', ['--variant=minbase', include, 'bookworm', root, mirror], {
    timeoutMs: buildTimeoutMs,
  });
  for (const [path, text] of Object.entries(installed)) writeFileSync(join(root, path), text);
  const key = join(folder, 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 });
  await run('cp', [`${key}.pub`, join(root, 'root/.ssh/authorized_keys')]);
  for (const [name, target] of [
    ['vmlinuz-', 'vmlinuz'],
    ['initrd.img-', 'initrd'],
  ] as const) {
    const file = readdirSync(join(root, 'boot')).find((each) => each.startsWith(name)) ?? '';
    await run('cp', [join(root, 'boot', file), join(folder, target)]);
  }
  await run('mke2fs', ['-q', '-t', 'ext4', '-d', root, join(folder, 'disk'), '2G'], {
    timeoutMs: buildTimeoutMs,
  });
  rmSync(root, { recursive: true });
}
