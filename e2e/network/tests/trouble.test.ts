import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { within } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork, noOtherUser } from '../src/network-reason.ts';

const testMs = 60_000;
const subnet = '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1';
const full = ['--dhcp-mode', 'full', '--dhcp-subnets', subnet];
const external = ['--dhcp-mode', 'external'];

/** A folder with nothing in it but perhaps a dnsmasq that does this. */
function pathWith(lab: Lab, dnsmasq: string | null): string {
  const folder = join(lab.folder, 'bin');
  mkdirSync(folder);
  if (dnsmasq !== null) writeFileSync(join(folder, 'dnsmasq'), dnsmasq);
  if (dnsmasq !== null) chmodSync(join(folder, 'dnsmasq'), 0o755);
  return `PATH=${folder}`;
}

describe.skipIf(noNetwork !== null)(named('whatever is wrong with DHCP'), { timeout: testMs }, () => {
  test('a missing dnsmasq is named with its package, and boots go on', async () => {
    await using lab = await Lab.open('trouble-missing');
    const server = await lab.serveUnder(['/usr/bin/env', pathWith(lab, null)], ...external);
    expect(await server.waitForAlert()).toBe(
      'DHCP and TFTP do not run: there is no program "dnsmasq": install it (Debian: apt install dnsmasq-base)',
    );
    expect(await server.servesScripts()).toBe(true);
  });

  test('a dnsmasq that dies at once is started again after longer and longer pauses', async () => {
    await using lab = await Lab.open('trouble-dying');
    const log = join(lab.folder, 'starts');
    const dying = `#!/bin/sh\necho start >> ${log}\necho 'dnsmasq: it hurts' >&2\nexit 3\n`;
    const server = await lab.serveUnder(['/usr/bin/env', pathWith(lab, dying)], ...external);
    expect(await server.waitForAlert()).toBe('DHCP and TFTP do not run: it ended (exit code 3): it hurts');
    await sleep(8000);
    // At 0, 1, 3 and 7 seconds.
    const starts = readFileSync(log, 'utf8').trim().split('\n').length;
    expect([3, 4]).toContain(starts);
    expect(await server.servesScripts()).toBe(true);
  });

  test('a port that another program holds is named', async () => {
    await using lab = await Lab.open('trouble-port');
    const hold = "require('node:dgram').createSocket('udp4').bind(69)";
    lab.host.start('holder', process.execPath, ['--eval', hold]);
    await within(10_000, 'the port is held', async () => {
      return (await lab.host.run('ss', '-Hlun', 'sport = :69')) !== '';
    });
    const server = await lab.serve(...external);
    expect(await server.waitForAlert()).toBe(
      'DHCP and TFTP do not run: another program on this host has port 67 or 69 already (failed to create listening socket for 10.20.0.1: Address already in use): end that one, or set dhcp.mode to external or off',
    );
    expect(await server.servesScripts()).toBe(true);
  });

  test('a lack of rights is named with what gives them', async () => {
    await using lab = await Lab.open('trouble-rights');
    const powerless = ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all'];
    const server = await lab.serveUnder(powerless, ...external);
    expect(await server.waitForAlert()).toBe(
      'DHCP and TFTP do not run: it is not allowed to (failed to create listening socket for 10.20.0.1: Permission denied): run Netberth as root, or give it CAP_NET_BIND_SERVICE, CAP_NET_ADMIN and CAP_NET_RAW (systemd: AmbientCapabilities=)',
    );
    expect(await server.servesScripts()).toBe(true);
    const checked = await server.command('dhcp', 'check');
    expect([checked.exitCode, checked.stderr]).toEqual([
      1,
      'netberth dhcp check: the server may not use UDP port 68, from which machines ask for addresses. Run it as root or with CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE).\nNB3062: docs/errors.md#nb3062\n',
    ]);
  });

  test.skipIf(noOtherUser !== null)(
    named(
      'a user with three capabilities runs DHCP and TFTP from a folder that only he can read',
      noOtherUser,
    ),
    async () => {
      await using lab = await Lab.open('trouble-capable');
      const three = '-all,+net_bind_service,+net_admin,+net_raw';
      const become = `setpriv --reuid nobody --clear-groups --inh-caps ${three} --ambient-caps ${three}`;
      const asNobody = ['sh', '-c', `chown -R nobody data && exec ${become} "$@"`, 'sh'];
      const server = await lab.serveUnder(asNobody, ...full);
      await server.waitForDhcp();
      const checked = await server.check();
      expect([checked.ok, checked.service]).toEqual([true, { mode: 'full', state: 'running', detail: '' }]);
    },
  );

  test('a range outside its subnet is told with both', async () => {
    await using lab = await Lab.open('trouble-range');
    const outside = '10.20.0.0/24 ranges=10.21.0.100-10.21.0.199';
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', outside);
    const problem =
      'dhcp.subnets: 10.20.0.0/24 has the range 10.21.0.100-10.21.0.199, of which 10.21.0.100 and 10.21.0.199 lie outside';
    expect(await server.waitForAlert()).toBe(`DHCP and TFTP do not run: ${problem}`);
    expect(await server.servesScripts()).toBe(true);
    const config = await server.command('dhcp', 'config');
    expect([config.exitCode, config.stderr]).toEqual([
      1,
      `netberth dhcp config: the settings of DHCP do not fit together or to this host: ${problem}. Mend dhcp.* in netberth.yaml (or the flags) and start the server again.\nNB3060: docs/errors.md#nb3060\n`,
    ]);
  });

  test('a second DHCP server keeps ours from giving addresses, until it is gone or allowed', async () => {
    await using lab = await Lab.open('trouble-second');
    const foreign = await lab.addForeignServer();
    const server = await lab.serve(...full);
    expect(await server.waitForAlert()).toBe(
      'DHCP and TFTP do not run: the DHCP server 10.20.0.9 answers in the network of 10.20.0.1 already; end that one, set dhcp.mode to proxy, or say dhcp.allowOther',
    );
    expect([await server.hasDhcp(), await server.servesScripts()]).toEqual([false, true]);
    const brave = await lab.serve(...full, '--dhcp-allow-other');
    await brave.waitForDhcp();
    const careful = await lab.serve(...full);
    await foreign.endAll();
    await careful.waitForDhcp();
    expect(await careful.servesScripts()).toBe(true);
  });

  test('a server that was killed finds its dnsmasq again, and one that stops takes it along', async () => {
    await using lab = await Lab.open('trouble-killed');
    const server = await lab.serve(...full);
    await server.waitForDhcp();
    await server.kill9();
    expect(await server.hasDhcp()).toBe(true);
    await server.switchOn();
    await server.waitForDhcp();
    const { ok, servers } = await server.check();
    const ours = { address: '10.20.0.1', isOurs: true, does: 'gives addresses and says what to boot' };
    expect([ok, servers]).toEqual([true, [ours]]);
    await server.switchOff();
    expect(await server.hasDhcp()).toBe(false);
  });
});
