import {
  machineAdd,
  machineExport,
  machineForget,
  machineGrant,
  machineImport,
  machineSet,
} from '@netberth/api';
import { profileCreate } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atConsole, kernelOf } from './harness/at-console.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

const preseed =
  '{{ machine.network.address }}/{{ machine.network.prefix }} {{ machine.network.vlan }} {{ machine.network.interfaces[1].ipv6.address }}\n';

let app: TestApp;
beforeAll(async () => {
  const flags = { 'new-machines': 'disk', 'trusted-proxies': '127.0.0.1' };
  app = await TestApp.start({ data: siteWithExample(), ...flags });
  await app.run(profileCreate, { name: 'web', product: 'example', input: { preseed } });
});
afterAll(() => app.stop());

test('an address that is given once binds the grant, and reaches the installer and its answer file', async () => {
  const { id, mac } = await app.addMachine({ hostname: 'web1' });
  const other = app.newMac();
  const changed = await app.run(machineSet, {
    machine: String(id),
    addMacs: [other],
    network: {
      interfaces: [
        { mac, addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'], vlan: 7 },
        { mac: other, addresses: ['2001:DB8::10/64'] },
      ],
      dns: ['192.0.2.3'],
    },
  });
  expect(changed).toMatchObject({ address: '192.0.2.10', network: { boot: mac } });
  await app.run(machineGrant, { machine: String(id), profiles: ['web'] });
  const stranger = await atConsole(app, '/bootstrap.ipxe', { mac, from: '192.0.2.66' });
  expect(stranger.end.kind).not.toBe('boot');
  const seen = kernelOf(await atConsole(app, '/bootstrap.ipxe', { mac, from: '192.0.2.10' }));
  expect(seen.split(' ').slice(4)).toEqual([
    'netcfg/disable_autoconfig=true',
    'netcfg/get_ipaddress=192.0.2.10',
    'netcfg/get_netmask=255.255.255.0',
    'netcfg/get_gateway=192.0.2.1',
    'netcfg/get_nameservers=192.0.2.3',
    'netcfg/confirm_static=true',
    'netcfg/get_hostname=web1',
    'netcfg/vlan_id=7',
    `BOOTIF=01-${mac.replaceAll(':', '-')}`,
  ]);
  const path = /preseed\/url=http:\/\/[^/]+(\S+)/.exec(seen)?.[1] ?? '';
  const { text } = await app.ask({ path, headers: { 'x-forwarded-for': '192.0.2.10' } });
  expect(text).toBe('192.0.2.10/24 7 2001:db8::10\n');
});

test('what was exported is imported again, network and all', async () => {
  const { id } = await app.addMachine({ hostname: 'web2', address: '192.0.2.20/24', vlan: '9' });
  const { machines } = await app.run(machineExport, {});
  const before = machines.find((machine) => machine.id === id);
  await app.run(machineForget, { machine: String(id) });
  await app.run(machineImport, { document: JSON.stringify([before]) });
  const after = (await app.run(machineExport, {})).machines.find((machine) => machine.id === id);
  expect(after).toMatchObject({ address: '192.0.2.20', network: before?.network });
});

test('refused are: the address of another machine, a card that it does not have, an impossible VLAN', async () => {
  await app.addMachine({ hostname: 'web3', address: '192.0.2.30/24' });
  const { id } = await app.addMachine();
  const refusalOf = (words: object) => app.refusal(machineSet, { machine: String(id), ...words });
  expect(await refusalOf({ address: '192.0.2.30/24' })).toContain(
    'address "192.0.2.30" is the address of web3 (machine 3) already',
  );
  expect(await refusalOf({ card: '52:54:00:00:00:99' })).toContain(
    'card "52:54:00:00:00:99" is no card of this machine',
  );
  expect(await refusalOf({ vlan: '4095' })).toContain('vlan "4095" is not a VLAN number from 1 to 4094');
  expect(await app.refusal(machineAdd, { macs: [app.newMac()], address: '192.0.2.0/24' })).toContain(
    'address "192.0.2.0/24" is the network itself',
  );
  expect((await app.show({ id })).network).toBeNull();
});
