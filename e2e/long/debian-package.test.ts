import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror } from '../src/apt-mirror.ts';
import { end, start } from '../src/child-process.ts';
import { freePort } from '../src/free-port.ts';
import { run } from '../src/test-image/run.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder, repositoryRoot } from '../src/work-folder.ts';

const mirror = await aptMirror('bookworm');
const skipped = mirror === null ? ' (skipped: no mirror of Debian 12 can be reached)' : '';
const testMs = 30 * 60_000;
const bootMs = 10 * 60_000;
const timeoutMs = 10 * 60_000;

const network = '[Match]\nName=en*\n[Network]\nDHCP=ipv4\n';
const settings = 'bootListen: "[::]:80"\nadminListen: "[::]:8081"\ntls: { selfMade: true }\n';
/** In the fresh tree, with what an administrator would do after it. */
const install = `
set -e
apt-get install --yes --no-install-recommends /netberth.deb
apt-get install --yes --no-install-recommends /netberth.deb --reinstall
mkdir -p /etc/systemd/system/netberth.service.d
cp /usr/share/doc/netberth/examples/low-ports.conf /etc/systemd/system/netberth.service.d/
systemctl enable systemd-networkd
`;

/** A machine that boots the disk; ports 80 and 8081 of it are ports of our loopback. */
function boot(folder: string, tree: string, [bootPort, adminPort]: readonly [number, number]) {
  const kernel = readdirSync(join(tree, 'boot')).find((name) => name.startsWith('vmlinuz-')) ?? '';
  const forwards = `hostfwd=tcp:127.0.0.1:${bootPort}-:80,hostfwd=tcp:127.0.0.1:${adminPort}-:8081`;
  return start(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '1024', '-smp', '2'],
      ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
      ...['-kernel', join(tree, 'boot', kernel)],
      ...['-initrd', join(tree, 'boot', kernel.replace('vmlinuz', 'initrd.img'))],
      ...['-append', 'root=/dev/vda rw console=ttyS0 quiet systemd.show_status=yes mitigations=off'],
      ...['-drive', `file=${join(folder, 'disk.img')},format=raw,if=virtio,cache=unsafe`],
      ...['-nic', `user,model=virtio-net-pci,${forwards}`],
    ],
    { logFile: join(folder, 'machine.log'), cwd: folder },
  );
}

/** Does it end well? */
async function answers(program: string, words: readonly string[]): Promise<boolean> {
  return run(program, words).then(
    () => true,
    () => false,
  );
}

test.skipIf(mirror === null)(
  `the Debian package installs into a fresh Debian 12, serves port 80 under systemd with its locks on, and leaves the data when it is purged${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('debian-package');
    onTestFailed(() => console.error(`logs: ${folder}`));
    const tree = join(folder, 'tree');
    await run('npm', ['run', 'build:deb', '--', '--to', folder], { cwd: repositoryRoot, timeoutMs });
    const packages = 'systemd-sysv,linux-image-cloud-amd64,initramfs-tools,dbus';
    await run(
      'mmdebstrap',
      ['--quiet', '--variant=apt', `--include=${packages}`, 'bookworm', tree, mirror?.debian ?? ''],
      { timeoutMs },
    );
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    copyFileSync(join(folder, file), join(tree, 'netberth.deb'));
    const inTree = async (script: string): Promise<string> =>
      run(
        'unshare',
        ['--mount', 'sh', '-ec', `mount -t proc proc ${tree}/proc; exec chroot ${tree} sh -ec '${script}'`],
        { timeoutMs },
      );
    await inTree(install);
    writeFileSync(join(tree, 'etc/netberth/netberth.yaml'), settings);
    mkdirSync(join(tree, 'etc/systemd/network'), { recursive: true });
    writeFileSync(join(tree, 'etc/systemd/network/all.network'), network);
    const security = await run('systemd-analyze', [
      'security',
      '--offline=yes',
      `--root=${tree}`,
      'netberth.service',
    ]);
    expect(security).toMatch(/Overall exposure level for netberth\.service: [12]\.\d OK/);
    await run('mkfs.ext4', ['-q', '-d', tree, join(folder, 'disk.img'), '3G']);

    const ports = [await freePort(), await freePort()] as const;
    const machine = boot(folder, tree, ports);
    try {
      const bootstrap = `http://127.0.0.1:${ports[0]}/bootstrap.ipxe`;
      await until(() => answers('curl', ['--silent', '--fail', '--max-time', '5', bootstrap]), bootMs);
      expect(await (await fetch(bootstrap)).text()).toMatch(/^#!ipxe\n/);
      const consoleUrl = `https://127.0.0.1:${ports[1]}/readyz`;
      await until(() => answers('curl', ['--silent', '--fail', '--insecure', consoleUrl]), bootMs);
      expect(readFileSync(join(folder, 'machine.log'), 'latin1')).toContain('netberth.service');
    } finally {
      await end(machine, 1_000);
    }

    const purged = await inTree('mkdir -p /var/lib/netberth; apt-get purge --yes netberth');
    expect(purged).toContain('/var/lib/netberth is left');
  },
);
