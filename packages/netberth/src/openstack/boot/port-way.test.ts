import type { Network, Port, Subnet } from '@netberth/openstack';
import { expect, test } from 'vitest';
import { portWay } from './port-way.ts';

const network: Network = {
  id: 'n',
  name: 'net',
  status: 'ACTIVE',
  mtu: 1500,
  isExternal: false,
  subnetIds: [],
};
const v4: Subnet = {
  id: 's4',
  name: 'four',
  networkId: 'n',
  family: 4,
  cidr: '192.0.2.0/24',
  gateway: '192.0.2.1',
  nameServers: ['192.0.2.53'],
  hostRoutes: [],
  hasDhcp: false,
};
const v6: Subnet = {
  ...v4,
  id: 's6',
  name: 'six',
  family: 6,
  cidr: '2001:db8::/64',
  gateway: '2001:db8::1',
  nameServers: ['2001:db8::53', '192.0.2.53'],
};
const options = { dns: [], bootUrl: 'http://192.0.2.2:8080' };

function port(...addresses: readonly (readonly [subnetId: string, ip: string])[]): Port {
  return {
    id: 'p',
    name: 'web1',
    networkId: 'n',
    mac: 'fa:16:3e:00:00:01',
    status: 'DOWN',
    deviceId: '',
    description: '',
    addresses: addresses.map(([subnetId, ip]) => ({ subnetId, ip })),
    tags: [],
  };
}

test('both families become addresses with prefixes, their gateways and all their name servers', () => {
  expect(portWay(port(['s4', '192.0.2.10'], ['s6', '2001:db8::10']), network, [v4, v6], options)).toEqual({
    way: {
      ip: ['192.0.2.10/24', '2001:db8::10/64'],
      gateway: ['192.0.2.1', '2001:db8::1'],
      dns: ['192.0.2.53', '2001:db8::53'],
      vlan: null,
      mac: 'fa:16:3e:00:00:01',
      bootUrl: 'http://192.0.2.2:8080',
    },
    warnings: [],
  });
});

test('name servers that a person names are taken instead', () => {
  expect(
    portWay(port(['s4', '192.0.2.10']), network, [v4], { ...options, dns: ['9.9.9.9'] }).way.dns,
  ).toEqual(['9.9.9.9']);
});

test('a subnet without a gateway is told, unless a host route leads out', () => {
  const closed = { ...v4, gateway: null };
  const routed = { ...closed, hostRoutes: [{ destination: '0.0.0.0/0', nexthop: '192.0.2.254' }] };
  const only = port(['s4', '192.0.2.10']);
  expect(portWay(only, network, [closed], options)).toMatchObject({
    way: { gateway: [] },
    warnings: [
      'The subnet four (192.0.2.0/24) has no gateway: only its own network is reached. Netberth must be in it.',
    ],
  });
  expect(portWay(only, network, [routed], options)).toMatchObject({
    way: { gateway: ['192.0.2.254'] },
    warnings: [],
  });
});

test('what the medium cannot carry is told: a second address of a family, routes, a small MTU', () => {
  const other = { ...v4, id: 's5', cidr: '198.51.100.0/24' };
  const routed = { ...v4, hostRoutes: [{ destination: '10.0.0.0/8', nexthop: '192.0.2.9' }] };
  const two = port(['s4', '192.0.2.10'], ['s5', '198.51.100.10']);
  const made = portWay(two, { ...network, mtu: 1450 }, [routed, other], options);
  expect(made.way.ip).toEqual(['192.0.2.10/24']);
  expect(made.warnings).toEqual([
    'The port has 198.51.100.10 as well, a second address of its family: the ISO brings up the first one only.',
    'The subnet four (192.0.2.0/24) has routes to 10.0.0.0/8: the installed system must set them.',
    'Packets of this network have at most 1450 bytes: the machine here says so; an image that sets no MTU hangs on larger ones.',
  ]);
});
