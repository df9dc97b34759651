import { expect, test } from 'vitest';
import { readInjectedNetwork } from './injected-network.ts';

const card = (id: string, mac: string, gateway?: string) => ({
  link: { id, type: 'ovs', ethernet_mac_address: mac },
  network: {
    id: `net-${id}`,
    type: 'ipv4',
    link: id,
    ip_address: `10.0.${id}.5`,
    netmask: '255.255.255.0',
    routes: gateway === undefined ? [] : [{ network: '0.0.0.0', netmask: '0.0.0.0', gateway }],
    services: [{ type: 'dns', address: '10.0.0.53' }],
  },
});
const document = (...cards: readonly ReturnType<typeof card>[]) =>
  JSON.stringify({ links: cards.map(({ link }) => link), networks: cards.map(({ network }) => network) });

const two = document(card('1', 'fa:16:3e:00:00:01'), card('2', 'fa:16:3e:00:00:02', '10.0.2.1'));

test('the card that leads out is taken, or the one that is named', () => {
  const second = {
    ip: ['10.0.2.5/24'],
    gateway: ['10.0.2.1'],
    dns: ['10.0.0.53'],
    vlan: null,
    mac: 'fa:16:3e:00:00:02',
  };
  expect(readInjectedNetwork({}, two)).toEqual({ kind: 'network', network: second });
  expect(readInjectedNetwork({ network_data: two }, '')).toEqual({ kind: 'network', network: second });
  expect(readInjectedNetwork({ mac: 'FA:16:3E:00:00:01', dns: '192.0.2.1,192.0.2.2' }, two)).toEqual({
    kind: 'network',
    network: {
      ip: ['10.0.1.5/24'],
      gateway: [],
      dns: ['192.0.2.1', '192.0.2.2'],
      vlan: null,
      mac: 'fa:16:3e:00:00:01',
    },
  });
});

test('parameters alone are enough', () => {
  expect(readInjectedNetwork({ ip: ['10.0.0.5/24', '2001:db8::5/64'], vlan: '7' }, '')).toEqual({
    kind: 'network',
    network: { ip: ['10.0.0.5/24', '2001:db8::5/64'], gateway: [], dns: [], vlan: '7', mac: null },
  });
});

test.each([
  ['nothing at all', {}, '', 'there is neither an ip nor a network_data.json'],
  [
    'a body that is no JSON',
    {},
    '<html>',
    'it is no network_data.json: Invalid input: expected object, received undefined',
  ],
  [
    'a card that is not there',
    { mac: 'fa:16:3e:00:00:09' },
    two,
    'network_data.json has no card fa:16:3e:00:00:09: there is fa:16:3e:00:00:01, fa:16:3e:00:00:02',
  ],
  ['a document without networks', {}, document(), 'network_data.json has no card: there is none'],
])('%s is refused with why', (_, query, body, problem) => {
  expect(readInjectedNetwork(query, body)).toEqual({ kind: 'refused', problem });
});
