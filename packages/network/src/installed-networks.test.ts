import { expect, test } from 'vitest';
import type { z } from 'zod';
import { keyfilesOf } from './keyfiles-of.ts';
import { netplanOf } from './netplan-of.ts';
import { networkdFilesOf } from './networkd-files-of.ts';
import { writtenNetworkSchema } from './network-document.ts';
import { parseMachineNetwork } from './parse-machine-network.ts';

function networkOf(written: z.input<typeof writtenNetworkSchema>) {
  const parsed = parseMachineNetwork(writtenNetworkSchema.parse(written));
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return parsed.network;
}

const [mac1, mac2, mac3] = ['52:54:00:12:34:56', '52:54:00:12:34:57', '52:54:00:12:34:58'];
const plain = networkOf({
  interfaces: [{ mac: mac1, addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'] }],
  dns: ['192.0.2.3'],
});
const several = networkOf({
  interfaces: [
    {
      ...{ name: 'bond0', bond: { mode: '802.3ad', members: [{ mac: mac1, name: 'ens3' }, { mac: mac2 }] } },
      ...{
        vlan: 7,
        mtu: 9000,
        addresses: ['192.0.2.10/24', '2001:db8::10/64'],
        gateways: ['192.0.2.1', 'fe80::1'],
      },
    },
    { mac: mac3, name: 'ens5', addresses: ['dhcp', 'slaac'] },
  ],
  ...{ dns: ['192.0.2.53', '2001:db8::53'], search: ['example.org'], boot: mac1 },
});

test('netplan of one card', () => {
  expect(netplanOf(plain)).toEqual({
    version: 2,
    ethernets: {
      card1: {
        match: { macaddress: mac1 },
        addresses: ['192.0.2.10/24'],
        routes: [{ to: '0.0.0.0/0', via: '192.0.2.1', 'on-link': true }],
        nameservers: { addresses: ['192.0.2.3'], search: [] },
      },
    },
  });
});

test('netplan of a bond in a VLAN, both families, beside a card that asks', () => {
  expect(netplanOf(several)).toEqual({
    version: 2,
    ethernets: {
      ens3: { match: { macaddress: mac1 } },
      card2: { match: { macaddress: mac2 } },
      ens5: { match: { macaddress: mac3 }, dhcp4: true, 'accept-ra': true },
    },
    bonds: { bond0: { interfaces: ['ens3', 'card2'], parameters: { mode: '802.3ad' }, mtu: 9000 } },
    vlans: {
      'bond0.7': {
        ...{ id: 7, link: 'bond0', addresses: ['192.0.2.10/24', '2001:db8::10/64'] },
        routes: [
          { to: '0.0.0.0/0', via: '192.0.2.1', 'on-link': true },
          { to: '::/0', via: 'fe80::1', 'on-link': true },
        ],
        nameservers: { addresses: ['192.0.2.53', '2001:db8::53'], search: ['example.org'] },
        mtu: 9000,
      },
    },
  });
});

test('keyfiles of one card', () => {
  expect(keyfilesOf(plain)).toEqual([
    {
      name: 'card1.nmconnection',
      text: `[connection]
id=card1
type=ethernet

[ethernet]
mac-address=${mac1}

[ipv4]
method=manual
address1=192.0.2.10/24,192.0.2.1
dns=192.0.2.3;

[ipv6]
method=auto
`,
    },
  ]);
});

test('keyfiles of a bond in a VLAN: the bond without addresses, its members, the VLAN; and of a card that asks', () => {
  expect(
    keyfilesOf(several)
      ?.map(({ name, text }) => `# ${name}\n${text}`)
      .join('\n'),
  ).toBe(`# bond0.nmconnection
[connection]
id=bond0
type=bond
interface-name=bond0

[bond]
mode=802.3ad

[ethernet]
mtu=9000

[ipv4]
method=disabled

[ipv6]
method=disabled

# bond0-1.nmconnection
[connection]
id=bond0-1
type=ethernet
master=bond0
slave-type=bond

[ethernet]
mac-address=${mac1}

# bond0-2.nmconnection
[connection]
id=bond0-2
type=ethernet
master=bond0
slave-type=bond

[ethernet]
mac-address=${mac2}

# bond0.7.nmconnection
[connection]
id=bond0.7
type=vlan
interface-name=bond0.7

[vlan]
id=7
parent=bond0

[ethernet]
mtu=9000

[ipv4]
method=manual
address1=192.0.2.10/24,192.0.2.1
dns=192.0.2.53;
dns-search=example.org;

[ipv6]
method=manual
address1=2001:db8::10/64,fe80::1
dns=2001:db8::53;

# ens5.nmconnection
[connection]
id=ens5
type=ethernet

[ethernet]
mac-address=${mac3}

[ipv4]
method=auto

[ipv6]
method=auto
`);
});

test('of a card of which neither the MAC nor the name is known nothing can be said', () => {
  const unknown = networkOf({ interfaces: [{ addresses: ['192.0.2.10/24'] }] });
  expect([netplanOf(unknown), keyfilesOf(unknown), networkdFilesOf(unknown)]).toEqual([null, null, null]);
});

test('files of systemd-networkd, of the same bond in a VLAN and the card that asks', () => {
  expect(
    networkdFilesOf(several)
      ?.map(({ name, text }) => `# ${name}\n${text}`)
      .join('\n'),
  ).toBe(`# 10-bond0.netdev
[NetDev]
Name=bond0
Kind=bond

[Bond]
Mode=802.3ad

# 10-bond0-1.network
[Match]
PermanentMACAddress=${mac1}

[Network]
Bond=bond0

# 10-bond0-2.network
[Match]
PermanentMACAddress=${mac2}

[Network]
Bond=bond0

# 10-bond0.network
[Match]
Name=bond0

[Link]
MTUBytes=9000

[Network]
LinkLocalAddressing=no
VLAN=bond0.7

# 10-bond0.7.netdev
[NetDev]
Name=bond0.7
Kind=vlan

[VLAN]
Id=7

# 10-bond0.7.network
[Match]
Name=bond0.7

[Link]
MTUBytes=9000

[Network]
Address=192.0.2.10/24
Address=2001:db8::10/64
DNS=192.0.2.53
DNS=2001:db8::53
Domains=example.org

[Route]
Gateway=192.0.2.1
GatewayOnLink=yes

[Route]
Gateway=fe80::1
GatewayOnLink=yes

# 10-ens5.network
[Match]
PermanentMACAddress=${mac3}

[Network]
DHCP=ipv4
IPv6AcceptRA=yes
`);
});

test('of two VLANs on one card both are named, and the card takes the larger packets', () => {
  const two = networkOf({
    interfaces: [
      { mac: mac1, name: 'ens3', vlan: 7, mtu: 9000, addresses: ['192.0.2.10/24'] },
      { mac: mac1, name: 'ens3', vlan: 4094, addresses: ['198.51.100.10/24'] },
    ],
  });
  expect(netplanOf(two)).toMatchObject({
    ethernets: { ens3: { match: { macaddress: mac1 }, mtu: 9000 } },
    vlans: {
      'ens3.7': { id: 7, mtu: 9000 },
      'ens3.4094': { id: 4094, addresses: ['198.51.100.10/24'] },
    },
  });
  const [card] = networkdFilesOf(two) ?? [];
  expect(card?.text).toBe(
    `[Match]\nPermanentMACAddress=${mac1}\n\n[Link]\nMTUBytes=9000\n\n[Network]\nLinkLocalAddressing=no\nVLAN=ens3.7\nVLAN=ens3.4094\n`,
  );
});
