import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readNetworkData } from '@netberth/openstack';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../python/network_data.py');

test('what Nova itself writes of the network of an instance is read whole', async () => {
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [script], { timeout: 100_000 });
  const nameServers = ['10.0.0.53', '2001:db8::53'];
  expect(readNetworkData(JSON.parse(stdout))).toEqual({
    kind: 'networks',
    networks: [
      {
        mac: 'fa:16:3e:00:00:01',
        mtu: 1450,
        vlan: null,
        addresses: ['10.0.0.5/23', '2001:db8::5/64'],
        gateways: ['10.0.0.1', '2001:db8::1'],
        nameServers,
      },
      { mac: 'fa:16:3e:00:00:02', mtu: null, vlan: null, addresses: ['dhcp'], gateways: [], nameServers },
    ],
  });
});
