import { expect, test } from 'vitest';
import { changeNetwork } from './change-network.ts';
import type { KnownNetwork, NetworkWords } from './network-words.ts';

const mac = '52:54:00:12:34:56';
const nothing: KnownNetwork = { address: null, network: null };

function after(before: KnownNetwork, ...said: readonly NetworkWords[]): KnownNetwork {
  let known = before;
  for (const words of said) {
    const changed = changeNetwork(known, words, [mac]);
    if (!changed.ok)
      throw new Error(changed.problems.map(({ field, message }) => `${field}: ${message}`).join('; '));
    known = changed.known;
  }
  return known;
}

test('an address alone is what a machine is known by', () => {
  expect(after(nothing, { address: '2001:DB8::1' })).toEqual({ address: '2001:db8::1', network: null });
});

test('single words make a network, and change the one that is there', () => {
  const first = after(nothing, {
    address: '192.0.2.10/24,2001:db8::10/64',
    gateway: '192.0.2.1',
    dns: '192.0.2.3 192.0.2.4',
    vlan: '7',
    card: 'ens3',
  });
  expect(first).toEqual({
    address: '192.0.2.10',
    network: {
      interfaces: [
        {
          ...{ mac: null, name: 'ens3', bond: null, vlan: 7, mtu: null },
          ...{ addresses: ['192.0.2.10/24', '2001:db8::10/64'], gateways: ['192.0.2.1'] },
        },
      ],
      ...{ dns: ['192.0.2.3', '192.0.2.4'], search: [], boot: null },
    },
  });
  const second = after(first, { vlan: '', card: '52-54-00-12-34-56', search: 'example.org', mtu: '9000' });
  expect(second.network).toMatchObject({
    interfaces: [{ mac, name: 'ens3', vlan: null, mtu: 9000 }],
    ...{ search: ['example.org'], boot: mac },
  });
});

test('the address it is known by, said again, changes nothing', () => {
  const known = after(nothing, { address: '192.0.2.10/24' });
  expect(after(known, { address: '192.0.2.10' })).toEqual(known);
});

test('with DHCP it is known by no address any more; an empty address takes its network away', () => {
  const gateway = '192.0.2.1,fe80::1';
  const known = after(nothing, { address: '192.0.2.10/24,2001:db8::10/64', gateway, vlan: '7' });
  expect(after(known, { address: 'dhcp' })).toMatchObject({
    address: null,
    network: { interfaces: [{ addresses: ['dhcp'], gateways: [], vlan: 7 }] },
  });
  expect(after(known, { address: '2001:db8::10/64' }).network).toMatchObject({
    interfaces: [{ gateways: ['fe80::1'] }],
  });
  expect(after(known, { address: '' })).toEqual(nothing);
  expect(after(known, { network: null })).toEqual({ address: '192.0.2.10', network: null });
});

test.each<[NetworkWords, string]>([
  [{ address: 'x' }, 'address: "x" is not an address: wanted 192.0.2.10/24, 192.0.2.10 or dhcp'],
  [{ gateway: '192.0.2.1' }, 'gateway: "192.0.2.1" has no use without an IPv4 address: give one too'],
  [
    { card: '52:54:00:00:00:01' },
    'card: "52:54:00:00:00:01" is no card of this machine: it has 52:54:00:12:34:56. Add it: netberth machine set MACHINE --add-macs 52:54:00:00:00:01',
  ],
  [
    { network: null, vlan: '7' },
    'network: is the whole network: give either it or single words such as gateway',
  ],
])('%j is refused', (words, problem) => {
  expect(() => after(nothing, words)).toThrow(problem);
});
