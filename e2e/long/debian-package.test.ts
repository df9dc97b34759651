import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror } from '../src/apt-mirror.ts';
import { end, start, type Running } from '../src/child-process.ts';
import { buildEarlierPackage, findEarlierVersion } from '../src/earlier-version.ts';
import { freePort } from '../src/free-port.ts';
import { Keyboard } from '../src/keyboard.ts';
import { Screen } from '../src/screen.ts';
import { run } from '../src/test-image/run.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder, repositoryRoot } from '../src/work-folder.ts';

const mirror = await aptMirror('bookworm');
const skipped = mirror === null ? ' (skipped: no mirror of Debian 12 can be reached)' : '';
const earlier = await findEarlierVersion();
const upgrades = 'missing' in earlier ? `(over itself: ${earlier.missing})` : 'over the version before it';
const testMs = 30 * 60_000;
const bootMs = 10 * 60_000;
const timeoutMs = 10 * 60_000;

const network = '[Match]\nName=en*\n[Network]\nDHCP=ipv4\n';
const settings = 'bootListen: "[::]:80"\nadminListen: "[::]:8081"\ntls: { selfMade: true }\n';
/** Whoever sits at the machine's console is root. */
const autologin = '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --noclear %I dumb\n';
/** In the fresh tree, with what an administrator would do after it. */
const install = `
set -e
apt-get install --yes --no-install-recommends /before.deb
apt-get install --yes --no-install-recommends /before.deb --reinstall
mkdir -p /etc/systemd/system/netberth.service.d
cp /usr/share/doc/netberth/examples/low-ports.conf /etc/systemd/system/netberth.service.d/
systemctl enable systemd-networkd
`;

/** A machine that boots the disk; ports 80 and 8081 of it are ports of our loopback. */
function boot(
  folder: string,
  tree: string,
  [bootPort, adminPort]: readonly [number, number],
  screen: Screen,
): Running {
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
    {
      logFile: join(folder, 'machine.log'),
      cwd: folder,
      takesInput: true,
      onOutput: (text) => screen.write(text),
    },
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
  `the Debian package installs into a fresh Debian 12, serves port 80 under systemd with its locks on, upgrades ${upgrades}, and leaves the data when it is purged${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('debian-package');
    onTestFailed(() => console.error(`logs: ${folder}`));
    const tree = join(folder, 'tree');
    await run('npm', ['run', 'build:deb', '--', '--to', folder], { cwd: repositoryRoot, timeoutMs });
    const own = join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '');
    const before = 'missing' in earlier ? own : await buildEarlierPackage(earlier, join(folder, 'before'));
    const packages = 'systemd-sysv,linux-image-cloud-amd64,initramfs-tools,dbus';
    await run(
      'mmdebstrap',
      ['--quiet', '--variant=apt', `--include=${packages}`, 'bookworm', tree, mirror?.debian ?? ''],
      { timeoutMs },
    );
    copyFileSync(before, join(tree, 'before.deb'));
    copyFileSync(own, join(tree, 'netberth.deb'));
    await run(
      'unshare',
      ['--mount', 'sh', '-ec', `mount -t proc proc ${tree}/proc; exec chroot ${tree} sh -ec '${install}'`],
      { timeoutMs },
    );
    writeFileSync(join(tree, 'etc/netberth/netberth.yaml'), settings);
    write(join(tree, 'etc/systemd/network/all.network'), network);
    write(join(tree, 'etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf'), autologin);
    await run('mkfs.ext4', ['-q', '-d', tree, join(folder, 'disk.img'), '3G']);

    const ports = [await freePort(), await freePort()] as const;
    const screen = new Screen();
    const machine = boot(folder, tree, ports, screen);
    try {
      const bootPlane = `http://127.0.0.1:${ports[0]}`;
      const bootstrap = `${bootPlane}/bootstrap.ipxe`;
      await until(() => answers('curl', ['--silent', '--fail', '--max-time', '5', bootstrap]), bootMs);
      expect(await (await fetch(bootstrap)).text()).toMatch(/^#!ipxe\n/);
      const consoleUrl = `https://127.0.0.1:${ports[1]}/readyz`;
      await until(() => answers('curl', ['--silent', '--fail', '--insecure', consoleUrl]), bootMs);
      await (await fetch(`${bootPlane}/bootstrap?net0=52-54-00-00-00-01&serial=KEPT`)).text();

      await screen.find(/root@\S+:~#/, 0, AbortSignal.timeout(bootMs));
      const keyboard = new Keyboard(machine, screen);
      expect(await keyboard.type('netberth machine list')).toContain('KEPT');
      const shown = 'systemctl show --property=MainPID netberth';
      const first = await keyboard.type(shown);
      await keyboard.type('apt-get install --yes --no-install-recommends --reinstall /netberth.deb');
      expect(await keyboard.type(shown)).not.toBe(first);
      await until(() => answers('curl', ['--silent', '--fail', '--insecure', consoleUrl]), bootMs);
      expect(await keyboard.type('dpkg-query --show netberth')).toMatch(/netberth\t0\.[1-9]/);
      expect(await keyboard.type('netberth machine list')).toContain('KEPT');
      expect(await keyboard.type('cat /etc/netberth/netberth.yaml')).toBe(settings);
      expect(await keyboard.type('systemd-analyze --no-pager security netberth')).toMatch(
        /Overall exposure level for netberth\.service: [12]\.\d OK/,
      );

      expect(await keyboard.type('apt-get purge --yes netberth')).toContain('/var/lib/netberth is left');
      expect(await keyboard.type('find /var/lib/netberth/netberth.db')).toContain('netberth.db');
      const places = '/etc/netberth /usr/lib/netberth /usr/bin/netberth /usr/share/doc/netberth';
      expect(await keyboard.type(`find ${places} /lib/systemd/system/netberth.service || true`)).not.toMatch(
        /^\//m,
      );
      expect(await keyboard.type('systemctl is-active netberth || true')).toContain('inactive');
    } finally {
      await end(machine, 1_000);
    }
  },
);

function write(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}
