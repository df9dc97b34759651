import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { bootAddressOf, bootNetworkOf } from './boot-network-of.ts';
import { documentOf } from './document-of.ts';
import { writtenNetworkSchema } from './network-document.ts';
import { parseMachineNetwork } from './parse-machine-network.ts';

type Written = z.input<typeof writtenNetworkSchema>;

const parse = (written: Written) => parseMachineNetwork(writtenNetworkSchema.parse(written));

function networkOf(written: Written) {
  const parsed = parse(written);
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return parsed.network;
}

/** `field: message` of everything that is wrong. */
function problemsOf(written: Written): string[] {
  const parsed = parse(written);
  return parsed.kind === 'refused' ? parsed.problems.map(({ field, message }) => `${field}: ${message}`) : [];
}

const [mac1, mac2, mac3] = ['52:54:00:12:34:56', '52:54:00:12:34:57', '52:54:00:12:34:58'];
const bonded: Written = {
  interfaces: [
    {
      name: 'bond0',
      bond: {
        mode: '802.3ad',
        members: [{ mac: '52-54-00-12-34-56', name: 'ens3' }, { mac: mac2 }],
        meanwhile: { addresses: ['192.0.2.99/24'] },
      },
      vlan: 7,
      mtu: 9000,
      addresses: ['192.0.2.10/255.255.255.0', '2001:DB8::A/64'],
      gateways: ['192.0.2.1', 'fe80::1'],
    },
    { mac: mac3, name: 'ens5', addresses: ['10.0.0.10/8'] },
  ],
  dns: ['192.0.2.53'],
  search: ['Example.ORG'],
  boot: mac2,
};

describe('a network', () => {
  test('is written back with each value in one spelling, and means the same', () => {
    const network = networkOf(bonded);
    expect(documentOf(network)).toEqual({
      interfaces: [
        {
          mac: null,
          name: 'bond0',
          bond: {
            mode: '802.3ad',
            members: [
              { mac: mac1, name: 'ens3' },
              { mac: mac2, name: null },
            ],
            meanwhile: { vlan: null, addresses: ['192.0.2.99/24'], gateways: [] },
          },
          vlan: 7,
          mtu: 9000,
          addresses: ['192.0.2.10/24', '2001:db8::a/64'],
          gateways: ['192.0.2.1', 'fe80::1'],
        },
        {
          ...{ mac: mac3, name: 'ens5', bond: null, vlan: null, mtu: null },
          ...{ addresses: ['10.0.0.10/8'], gateways: [] },
        },
      ],
      dns: ['192.0.2.53'],
      search: ['example.org'],
      boot: mac2,
    });
    expect(parseMachineNetwork(documentOf(network))).toMatchObject({ kind: 'network', network });
  });

  test('of a bond gives iPXE one card, with what the bond has or what it is given meanwhile', () => {
    expect(bootNetworkOf(networkOf(bonded))).toEqual({
      mac: mac2,
      vlan: null,
      ipv4: { kind: 'static', address: '192.0.2.99', prefixLength: 24, gateway: null },
      ipv6: null,
      dns: ['192.0.2.53'],
    });
    const alone = networkOf({
      interfaces: [
        { name: 'bond0', bond: { mode: 'active-backup', members: [{ mac: mac1 }] }, addresses: ['slaac'] },
      ],
    });
    expect(bootNetworkOf(alone)).toMatchObject({ mac: mac1, ipv4: null, ipv6: { kind: 'slaac' } });
    expect(bootAddressOf(alone)).toBeNull();
  });

  test('without a MAC is that of the card that iPXE comes up with, by DHCP when nothing is said', () => {
    const network = networkOf({ interfaces: [{}] });
    expect(bootNetworkOf(network)).toEqual({
      ...{ mac: null, vlan: null, ipv4: { kind: 'dhcp' }, ipv6: null, dns: [] },
    });
  });

  test('has a card with several VLANs, and interfaces without an address', () => {
    const network = networkOf({
      interfaces: [
        { mac: mac1, vlan: 7, addresses: ['192.0.2.10/24'] },
        { mac: mac1, vlan: 8, addresses: [] },
      ],
    });
    expect(network.interfaces.map(({ vlan, ipv4 }) => [vlan, ipv4?.kind ?? null])).toEqual([
      [7, 'static'],
      [8, null],
    ]);
    expect(bootAddressOf(network)).toBe('192.0.2.10');
  });

  test('with two cards in one network is taken with a warning', () => {
    expect(
      parse({
        interfaces: [
          { mac: mac1, addresses: ['192.0.2.10/24'] },
          { mac: mac2, addresses: ['192.0.2.11/25'] },
        ],
      }),
    ).toMatchObject({
      kind: 'network',
      warnings: [
        {
          field: 'interfaces.1.addresses',
          message: '192.0.2.11/25 is in the network of interfaces.0: answers may leave by the other card',
        },
      ],
    });
  });
});

test.each<[string, Written, string[]]>([
  [
    'values that are none',
    {
      interfaces: [{ mac: 'x', name: 'eth0 || reboot', vlan: 4095, mtu: 60, addresses: ['192.0.2.10'] }],
      dns: ['ns1'],
      search: ['a b'],
      boot: 'y',
    },
    [
      'interfaces.0.addresses: "192.0.2.10" has no prefix length: write "192.0.2.10/24", with that of your network',
      'interfaces.0.vlan: "4095" is not a VLAN number from 1 to 4094',
      'interfaces.0.name: "eth0 || reboot" is not the name of an interface, such as ens3',
      'interfaces.0.mac: "x" is not a MAC address like 52:54:00:12:34:56',
      'interfaces.0.mtu: "60" is not the size of a packet from 576 to 65535',
      'boot: "y" is not a MAC address like 52:54:00:12:34:56',
      'boot: "y" is the card of none of its interfaces, and no member of a bond',
      'dns: "ns1" is not an address',
      'search: "a b" is not the name of a domain',
    ],
  ],
  [
    'a bond without a name, with a MAC of its own',
    { interfaces: [{ mac: mac1, bond: { mode: 'active-backup', members: [{ mac: mac2 }] } }] },
    [
      'interfaces.0.mac: is not for a bond: its members have theirs',
      'interfaces.0.name: is missing: a bond has a name, such as bond0',
    ],
  ],
  [
    'a card that is in a bond and has an address of its own',
    {
      interfaces: [
        { name: 'bond0', bond: { mode: 'active-backup', members: [{ mac: mac1 }, { mac: mac1 }] } },
        { mac: mac1 },
      ],
    },
    [
      `interfaces.0.bond.members: "${mac1}" is used by interfaces.0.bond.members already`,
      `interfaces.1.mac: "${mac1}" is used by interfaces.0.bond.members already`,
    ],
  ],
  [
    'one card, VLAN, name or address twice, and two routers',
    {
      interfaces: [
        { mac: mac1, name: 'ens3', vlan: 7, addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'] },
        { mac: mac1, name: 'ens3', vlan: 7, addresses: ['192.0.2.10/24'], gateways: ['192.0.2.2'] },
      ],
    },
    [
      `interfaces.1.mac: "${mac1}" is used by interfaces.0.mac already`,
      'interfaces.1.name: "ens3" is interfaces.0 already',
      'interfaces.1.addresses: "192.0.2.10" is an address of interfaces.0 already',
      'interfaces.1.gateways: "192.0.2.2" is a second IPv4 gateway beside "192.0.2.1" of interfaces.0: keep one',
    ],
  ],
  [
    'several interfaces without their cards',
    { interfaces: [{ mac: mac1 }, {}] },
    ['interfaces.1.mac: is missing: with several interfaces each names its card'],
  ],
  [
    'a name that is too long for its VLAN',
    { interfaces: [{ name: 'enp129s0f1np1', vlan: 4000 }] },
    [
      'interfaces.0.name: "enp129s0f1np1" is too long for a VLAN on it: "enp129s0f1np1.4000" has more than 15 characters',
    ],
  ],
  [
    'no address on what it boots by',
    { interfaces: [{ addresses: [] }] },
    ['interfaces.0.addresses: is empty, and the machine boots by it'],
  ],
])('refused, with the place and the way out: %s', (_, written, problems) => {
  expect(problemsOf(written)).toEqual(problems);
});
