import { describe, expect, test } from 'vitest';
import type { NetworkText } from './boot-network.ts';
import { parseBootNetwork } from './parse-boot-network.ts';

const nothing: NetworkText = { ip: [], gateway: [], dns: [], vlan: null, mac: null };
const parse = (text: Partial<NetworkText>) => parseBootNetwork({ ...nothing, ...text });

/** `field: message` of everything that is wrong. */
function problemsOf(text: Partial<NetworkText>): string[] {
  const parsed = parse(text);
  return parsed.kind === 'refused' ? parsed.problems.map(({ field, message }) => `${field}: ${message}`) : [];
}
function warningsOf(text: Partial<NetworkText>): string[] {
  const parsed = parse(text);
  return parsed.kind === 'network' ? parsed.warnings.map(({ message }) => message) : ['refused'];
}

test('a whole network is typed, in its shortest spelling', () => {
  const text = {
    ip: ['192.0.2.10/255.255.255.0', '2001:0DB8::000a/64'],
    gateway: ['192.0.2.1', 'FE80::1'],
    dns: ['192.0.2.53', '2001:db8::53'],
    vlan: '12',
    mac: '52-54-00-AA-BB-01',
  };
  expect(parse(text)).toEqual({
    kind: 'network',
    network: {
      mac: '52:54:00:aa:bb:01',
      vlan: 12,
      ipv4: { kind: 'static', address: '192.0.2.10', prefixLength: 24, gateway: '192.0.2.1' },
      ipv6: { kind: 'static', address: '2001:db8::a', prefixLength: 64, gateway: 'fe80::1' },
      dns: ['192.0.2.53', '2001:db8::53'],
    },
    warnings: [],
  });
});

test('nothing said is DHCP; dhcp, slaac and static addresses of the other family go together', () => {
  expect(parse({})).toMatchObject({ network: { ipv4: { kind: 'dhcp' }, ipv6: null } });
  expect(parse({ ip: ['slaac'] })).toMatchObject({ network: { ipv4: null, ipv6: { kind: 'slaac' } } });
  expect(parse({ ip: ['DHCP', '2001:db8::1/64'] })).toMatchObject({
    network: { ipv4: { kind: 'dhcp' }, ipv6: { kind: 'static' } },
  });
});

test('what clouds do is taken: a gateway outside the network, with a note, and a /32 with one', () => {
  expect(warningsOf({ ip: ['192.0.2.10/32'], gateway: ['10.0.0.1'] })).toEqual([
    '"10.0.0.1" is outside 192.0.2.10/32: it is asked for on the same wire all the same, as clouds want it',
  ]);
  expect(warningsOf({ ip: ['2001:db8::1/128'], gateway: ['fe80::1'] })).toEqual([]);
});

test('both addresses of a /31 and of a /127 are addresses of hosts', () => {
  for (const ip of ['192.0.2.0/31', '192.0.2.1/31', '2001:db8::/127', '2001:db8::1/127'])
    expect([ip, warningsOf({ ip: [ip] })]).toEqual([ip, []]);
});

describe('refused, with the value and the way out:', () => {
  test.each<[string, Partial<NetworkText>, string[]]>([
    [
      'no prefix',
      { ip: ['192.0.2.10'] },
      ['ip: "192.0.2.10" has no prefix length: write "192.0.2.10/24", with that of your network'],
    ],
    [
      'the network itself',
      { ip: ['192.0.2.0/24'] },
      ['ip: "192.0.2.0/24" is the network itself: name an address inside it'],
    ],
    [
      'the broadcast address',
      { ip: ['192.0.2.255/24'] },
      ['ip: "192.0.2.255/24" is the broadcast address of its network'],
    ],
    [
      'a mask with a hole',
      { ip: ['192.0.2.10/255.0.255.0'] },
      ['ip: "192.0.2.10/255.0.255.0" has no prefix length from 1 to 32 behind its "/"'],
    ],
    [
      'a prefix that is too long',
      { ip: ['192.0.2.10/33'] },
      ['ip: "192.0.2.10/33" has no prefix length from 1 to 32 behind its "/"'],
    ],
    [
      'a multicast address',
      { ip: ['224.0.0.5/24'] },
      ['ip: "224.0.0.5/24" is no address of a machine: it is multicast'],
    ],
    [
      'a short form',
      { ip: ['10.1/8'] },
      ['ip: "10.1/8" is not an address: wanted 192.0.2.10/24, 2001:db8::10/64, dhcp or slaac'],
    ],
    [
      'octal digits',
      { ip: ['010.0.0.1/8'] },
      ['ip: "010.0.0.1/8" is not an address: wanted 192.0.2.10/24, 2001:db8::10/64, dhcp or slaac'],
    ],
    [
      'two of one family',
      { ip: ['192.0.2.10/24', 'dhcp'] },
      ['ip: "192.0.2.10/24, dhcp" are 2 ways to get an IPv4 address: keep one'],
    ],
    [
      'a /32 alone',
      { ip: ['192.0.2.10/32'] },
      ['gateway: is missing: "192.0.2.10/32" has no neighbour, so nothing is reached without one'],
    ],
    [
      'itself as gateway',
      { ip: ['192.0.2.10/24'], gateway: ['192.0.2.10'] },
      ['gateway: "192.0.2.10" is the address of the machine itself'],
    ],
    [
      'a gateway of the other family',
      { ip: ['192.0.2.10/24'], gateway: ['fe80::1'] },
      ['gateway: "fe80::1" has no use without an IPv6 address: give one too'],
    ],
    [
      'a name as gateway',
      { ip: ['192.0.2.10/24'], gateway: ['router'] },
      ['gateway: "router" is not an address'],
    ],
    ['VLAN 0', { vlan: '0' }, ['vlan: "0" is not a VLAN number from 1 to 4094']],
    ['VLAN 4095', { vlan: '4095' }, ['vlan: "4095" is not a VLAN number from 1 to 4094']],
    [
      'a group MAC',
      { mac: '01:00:5e:00:00:01' },
      ['mac: "01:00:5e:00:00:01" is no address of a single network card'],
    ],
    ['a short MAC', { mac: '52:54:00' }, ['mac: "52:54:00" is not a MAC address like 52:54:00:12:34:56']],
    [
      'five name servers',
      { dns: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'] },
      ['dns: names 5 servers: 4 are the most'],
    ],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('several things at once', () => {
    expect(problemsOf({ ip: ['x'], gateway: ['y'], dns: ['z'], vlan: 'w', mac: 'v' })).toHaveLength(5);
  });
});
