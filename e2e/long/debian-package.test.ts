import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror } from '../src/apt-mirror.ts';
import { DebianMachine, DebianTree } from '../src/debian-machine.ts';
import { buildEarlierPackage, findEarlierVersion } from '../src/earlier-version.ts';
import { freePort } from '../src/free-port.ts';
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

const settings = 'bootListen: "[::]:80"\nadminListen: "[::]:8081"\ntls: { selfMade: true }\n';
/** In the fresh tree, with what an administrator would do after it. */
const install = `
apt-get install --yes --no-install-recommends /before.deb
apt-get install --yes --no-install-recommends /before.deb --reinstall
mkdir -p /etc/systemd/system/netberth.service.d
cp /usr/share/doc/netberth/examples/low-ports.conf /etc/systemd/system/netberth.service.d/
`;

/** A fresh Debian with the package of the version before, and that of this one beside it. */
async function makeTree(folder: string, debian: string): Promise<DebianTree> {
  await run('npm', ['run', 'build:deb', '--', '--to', folder], { cwd: repositoryRoot, timeoutMs });
  const own = join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '');
  const before = 'missing' in earlier ? own : await buildEarlierPackage(earlier, join(folder, 'before'));
  const tree = await DebianTree.make(join(folder, 'tree'), debian);
  copyFileSync(before, join(tree.folder, 'before.deb'));
  copyFileSync(own, join(tree.folder, 'netberth.deb'));
  await tree.run(install);
  tree.write('etc/netberth/netberth.yaml', settings);
  return tree;
}

/** Does it end well? */
async function answers(url: string): Promise<boolean> {
  return run('curl', ['--silent', '--fail', '--insecure', '--max-time', '5', url]).then(
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
    const tree = await makeTree(folder, mirror?.debian ?? '');
    const [bootPort, adminPort] = [await freePort(), await freePort()];
    const machine = await DebianMachine.boot(tree, { folder, ports: { [bootPort]: 80, [adminPort]: 8081 } });
    try {
      const bootPlane = `http://127.0.0.1:${bootPort}`;
      const ready = `https://127.0.0.1:${adminPort}/readyz`;
      await until(() => answers(`${bootPlane}/bootstrap.ipxe`), bootMs);
      expect(await (await fetch(`${bootPlane}/bootstrap.ipxe`)).text()).toMatch(/^#!ipxe\n/);
      await until(() => answers(ready), bootMs);
      await (await fetch(`${bootPlane}/bootstrap?net0=52-54-00-00-00-01&serial=KEPT`)).text();
      expect(await machine.type('netberth machine list')).toContain('KEPT');

      const process = 'systemctl show --property=MainPID netberth';
      const first = await machine.type(process);
      await machine.type('apt-get install --yes --no-install-recommends --reinstall /netberth.deb');
      expect(await machine.type(process)).not.toBe(first);
      await until(() => answers(ready), bootMs);
      expect(await machine.type('dpkg-query --show netberth')).toMatch(/netberth\t0\.[1-9]/);
      expect(await machine.type('netberth machine list')).toContain('KEPT');
      expect(await machine.type('cat /etc/netberth/netberth.yaml')).toBe(settings);
      expect(await machine.type('systemd-analyze --no-pager security netberth')).toMatch(
        /Overall exposure level for netberth\.service: [12]\.\d OK/,
      );

      expect(await machine.type('apt-get purge --yes netberth')).toContain('/var/lib/netberth is left');
      expect(await machine.type('find /var/lib/netberth/netberth.db')).toContain('netberth.db');
      const places = '/etc/netberth /usr/lib/netberth /usr/bin/netberth /usr/share/doc/netberth';
      const found = await machine.type(`find ${places} /lib/systemd/system/netberth.service || true`);
      expect(found).not.toMatch(/^\//m);
      expect(await machine.type('systemctl is-active netberth || true')).toContain('inactive');
    } finally {
      await machine.off();
    }
  },
);
