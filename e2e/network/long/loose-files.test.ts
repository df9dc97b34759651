import { join } from 'node:path';
import { mediaIssue } from '@netberth/api';
import { expect, test } from 'vitest';
import { Lab } from '../src/lab.ts';
import { within } from '../src/lab-server.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 240_000;
const mac = '52:54:00:4e:57:01';
const address = ['--ip', '10.20.0.77/24', '--gateway', '10.20.0.1'];

test.skipIf(noNetwork !== null).each(['uefi-pxe', 'bios'] as const)(
  named('the folder of a medium starts a machine (%s) by its own dnsmasq.conf, and brings its address up'),
  { timeout: 2 * bootMs },
  async (firmware) => {
    await using lab = await Lab.open(`loose-${firmware}`);
    const server = await lab.serve();
    const folder = join(lab.folder, 'loose');
    const words = ['-o', folder, '--format', 'files', '--mac', mac, '--boot-url', 'http://10.20.0.1:8080'];
    expect(await server.command('media', 'create', ...words, ...address)).toMatchObject({ exitCode: 0 });
    const host = await lab.addHost('tftp', '10.20.0.9/24');
    host.start('dnsmasq', 'dnsmasq', [
      ...['-k', '-C', join(folder, 'dnsmasq.conf'), '--user=root', '--log-facility=-', '--pid-file='],
      ...[`--tftp-root=${folder}`, '--dhcp-range=10.20.0.50,10.20.0.60'],
      ...[`--dhcp-leasefile=${join(lab.folder, 'leases')}`],
    ]);
    await within(
      20_000,
      'dnsmasq listens',
      async () => (await host.run('ss', '-Hlun', 'sport = :69')) !== '',
    );

    const machine = await lab.machine(firmware);
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    const { boots } = await server.machine('1');
    expect(boots[0]).toMatchObject({ address: '10.20.0.77' });
    expect(boots[0]?.callbacks[0]?.detail).toMatch(/^offline-\w{8} \(files\) by net0, attempt 1$/);
  },
);

test.skipIf(noNetwork !== null)(
  named('UEFI HTTP boot of the URL of a medium finds the script beside it, and shows its key'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('loose-http');
    const server = await lab.serve();
    await server.json('machine', 'add', '--macs', mac);
    await server.json('machine', 'set', '1', '--proof', 'key');
    const url = ['--boot-url', 'http://10.20.0.1:8080', '--firmware', 'uefi'];
    const issued = mediaIssue.output.parse(await server.json('media', 'issue', '1', ...address, ...url));
    const loader = issued.path.replace('boot.iso', 'ipxe.efi');
    await lab.addForeignServer(
      'dhcp-vendorclass=set:http,HTTPClient',
      'dhcp-option-force=tag:http,60,HTTPClient',
      `dhcp-boot=tag:http,http://10.20.0.1:8080${loader}`,
    );
    const machine = await lab.machine('uefi-http');
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    const { boots } = await server.machine('1');
    expect(boots[0]).toMatchObject({ address: '10.20.0.77' });
    expect(boots[0]?.callbacks[0]?.detail).toBe(
      '1 (files) by net0, attempt 1; it showed the key of medium 1',
    );
  },
);
