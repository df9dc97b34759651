import { expect, test } from 'vitest';
import { readNetworkData } from './network-data.ts';

/** As Nova 26 writes it for a port with both families, and one of which DHCP is to tell. */
const document = {
  links: [
    { id: 'tap1', vif_id: 'v1', type: 'ovs', mtu: 1450, ethernet_mac_address: 'fa:16:3e:00:00:01' },
    { id: 'tap2', vif_id: 'v2', type: 'ovs', mtu: null, ethernet_mac_address: 'fa:16:3e:00:00:02' },
    { id: 'tap3', vif_id: 'v3', type: 'ovs', mtu: 1500, ethernet_mac_address: 'fa:16:3e:00:00:03' },
  ],
  networks: [
    {
      id: 'network0',
      type: 'ipv4',
      link: 'tap1',
      ip_address: '10.0.0.5',
      netmask: '255.255.254.0',
      routes: [
        { network: '192.168.7.0', netmask: '255.255.255.0', gateway: '10.0.0.9' },
        { network: '0.0.0.0', netmask: '0.0.0.0', gateway: '10.0.0.1' },
      ],
      network_id: 'n1',
      services: [{ type: 'dns', address: '10.0.0.53' }],
    },
    {
      id: 'network1',
      type: 'ipv6',
      link: 'tap1',
      ip_address: '2001:db8::5',
      netmask: 'ffff:ffff:ffff:ffff::',
      routes: [{ network: '::', netmask: '::', gateway: '2001:db8::1' }],
      network_id: 'n1',
      services: [],
    },
    { id: 'network2', type: 'ipv4_dhcp', link: 'tap2', network_id: 'n2' },
  ],
  services: [
    { type: 'dns', address: '10.0.0.53' },
    { type: 'dns', address: '10.9.9.9' },
  ],
};

test('each card of an instance has its addresses, gateways and name servers', () => {
  expect(readNetworkData(document)).toEqual({
    kind: 'networks',
    networks: [
      {
        mac: 'fa:16:3e:00:00:01',
        mtu: 1450,
        vlan: null,
        addresses: ['10.0.0.5/23', '2001:db8::5/64'],
        gateways: ['10.0.0.1', '2001:db8::1'],
        nameServers: ['10.0.0.53', '10.9.9.9'],
      },
      {
        mac: 'fa:16:3e:00:00:02',
        mtu: null,
        vlan: null,
        addresses: ['dhcp'],
        gateways: [],
        nameServers: ['10.0.0.53', '10.9.9.9'],
      },
    ],
  });
});

test('a tagged network is that of the card below it', () => {
  const read = readNetworkData({
    links: [
      { id: 'nic', type: 'phy', ethernet_mac_address: 'fa:16:3e:00:00:01' },
      { id: 'vlan', type: 'vlan', vlan_link: 'nic', vlan_id: 101, vlan_mac_address: 'fa:16:3e:00:00:09' },
    ],
    networks: [
      { id: 'network0', type: 'ipv6', link: 'vlan', ip_address: '2001:db8::5/64' },
      { id: 'network1', type: 'ipv6_slaac', link: 'nic' },
    ],
  });
  expect(read).toMatchObject({
    networks: [
      { mac: 'fa:16:3e:00:00:01', vlan: null, addresses: ['slaac'] },
      { mac: 'fa:16:3e:00:00:01', vlan: 101, addresses: ['2001:db8::5/64'] },
    ],
  });
});

test.each([
  [null, 'it is no network_data.json: Invalid input: expected object, received null'],
  [{ links: [] }, 'it is no network_data.json: networks: Invalid input: expected array, received undefined'],
])('%j is refused with why', (given, problem) => {
  expect(readNetworkData(given)).toEqual({ kind: 'refused', problem });
});
