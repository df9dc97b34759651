import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dhcpConfig } from '@netberth/api';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '../../src/test-image/debian-files.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { within, type LabServer } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import type { Namespace } from '../src/namespace.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const checkMs = 60_000;
/** Unpacked, not installed: an installed DHCP server would be started. */
const packages = [
  'isc-dhcp-server',
  'kea-dhcp4-server',
  'kea-common',
  'liblog4cplus-2.0.5',
  'libboost-system1.74.0',
];
const root = join(emptyWorkFolder('network-foreign-packages'), 'root');

describe.skipIf(noNetwork !== null)(named('a DHCP server that got the lines of netberth dhcp config'), () => {
  beforeAll(() => unpack(packages, root), 300_000);

  test('ISC dhcpd sends every kind of machine here', { timeout: checkMs }, async () => {
    await using lab = await Lab.open('foreign-isc');
    const { host, server, lines } = await prepare(lab, 'isc');
    const subnet = 'subnet 10.20.0.0 netmask 255.255.255.0 { range 10.20.0.50 10.20.0.60; }';
    const file = join(lab.folder, 'dhcpd.conf');
    writeFileSync(file, `${subnet}\n${lines}`);
    writeFileSync(join(lab.folder, 'leases'), '');
    const args = ['-f', '-d', '-4', '--no-pid', '-cf', file, '-lf', join(lab.folder, 'leases'), 'foreign0'];
    host.start('dhcpd', join(root, 'usr/sbin/dhcpd'), args);
    await listens(host);
    expect(await whatMachinesDo(server)).toEqual(here);
  });

  test('Kea sends every kind of machine here', { timeout: checkMs }, async () => {
    await using lab = await Lab.open('foreign-kea');
    const { host, server, lines } = await prepare(lab, 'kea');
    const { Dhcp4: ours } = JSON.parse(lines) as { Dhcp4: object };
    const pools = [{ pool: '10.20.0.50 - 10.20.0.60' }];
    const own = {
      'interfaces-config': { interfaces: ['foreign0'] },
      'lease-database': { type: 'memfile', persist: false },
      subnet4: [{ subnet: '10.20.0.0/24', pools }],
    };
    const file = join(lab.folder, 'kea-dhcp4.conf');
    writeFileSync(file, JSON.stringify({ Dhcp4: { ...own, ...ours } }));
    const libraries = `LD_LIBRARY_PATH=${join(root, 'usr/lib/x86_64-linux-gnu')}`;
    const folders = [`KEA_PIDFILE_DIR=${lab.folder}`, `KEA_LOCKFILE_DIR=${lab.folder}`];
    host.start('kea', 'env', [libraries, ...folders, join(root, 'usr/sbin/kea-dhcp4'), '-c', file]);
    await listens(host);
    expect(await whatMachinesDo(server)).toEqual(here);
  });

  test('dnsmasq sends every kind of machine here', { timeout: checkMs }, async () => {
    await using lab = await Lab.open('foreign-dnsmasq');
    const { host, server, lines } = await prepare(lab, 'dnsmasq');
    await lab.startDnsmasq(host, ['dhcp-range=10.20.0.50,10.20.0.60,1h', 'no-ping', lines]);
    expect(await whatMachinesDo(server)).toEqual(here);
  });
});

const here = [
  'BIOS loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth',
  'UEFI x64 loads snponly.efi from 10.20.0.1 by TFTP: Netberth',
  'UEFI arm64 loads ipxe-arm64.efi from 10.20.0.1 by TFTP: Netberth',
  'UEFI HTTP boot loads http://10.20.0.1:8080/firmware/snponly.efi: Netberth',
  'iPXE loads http://10.20.0.1:8080/bootstrap.ipxe: Netberth',
];

async function prepare(
  lab: Lab,
  kind: string,
): Promise<{ host: Namespace; server: LabServer; lines: string }> {
  const host = await lab.addForeignHost();
  const server = await lab.serve('--dhcp-mode', 'external');
  await server.waitForDhcp();
  const { text } = dhcpConfig.output.parse(await server.json('dhcp', 'config', '--for', kind));
  return { host, server, lines: text };
}

/** Raw sockets are not in the list of UDP sockets. */
async function listens(host: Namespace): Promise<void> {
  await within(20_000, `${host.name} answers DHCP`, async () => {
    return /:67\b|:bootps/.test(await host.run('ss', '-lunw0'));
  });
}

async function whatMachinesDo(server: LabServer): Promise<readonly string[]> {
  const { clients } = await server.check();
  return clients.map(
    ({ title, text }) => `${title} ${text.replace(/^gets 10\.20\.0\.\d+ from 10\.20\.0\.9 and /, '')}`,
  );
}
