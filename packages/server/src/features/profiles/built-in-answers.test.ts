import { answerKindOf, answerKinds } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { settleSettings } from './answer-settings.ts';
import {
  accessOf,
  boot,
  crypt,
  key,
  mac,
  readerOf,
  refused,
  render,
  renderedAnswer,
  second,
} from './rendered-answer.fixture.ts';
import type { networks } from './rendered-answer.fixture.ts';

describe.each(answerKinds)('the answer file $id', ({ id }) => {
  test.each(['nothing', 'plain', 'full', 'bonded', 'named', 'version 6'] as const)(
    'is made for a machine of network: %s; or says why it cannot be',
    (network) => {
      const why = refused[id]?.[network];
      const expected = why === undefined ? { ok: true } : { ok: false, why: expect.stringContaining(why) };
      expect(render(id, accessOf(id), network)).toMatchObject(expected);
      expect(render(id, accessOf(id), network, { hostname: 'web1' })).toMatchObject(expected);
    },
  );
});

test('an autoinstall has the network of the machine as netplan writes it', () => {
  const networkOf = (network: keyof typeof networks) =>
    (
      parseYaml(renderedAnswer('autoinstall', { 'ssh-keys': key }, network)) as {
        autoinstall: { network?: unknown };
      }
    ).autoinstall.network;
  expect(networkOf('nothing')).toBe(undefined);
  expect(networkOf('plain')).toEqual({
    version: 2,
    ethernets: {
      card1: {
        match: { macaddress: mac },
        addresses: ['192.0.2.10/24'],
        routes: [{ to: '0.0.0.0/0', via: '192.0.2.1', 'on-link': true }],
        nameservers: { addresses: ['192.0.2.3'], search: [] },
      },
    },
  });
  expect(networkOf('full')).toEqual({
    version: 2,
    ethernets: { ens3: { match: { macaddress: mac }, mtu: 9000 } },
    vlans: {
      'ens3.7': {
        id: 7,
        link: 'ens3',
        addresses: ['192.0.2.10/24', '2001:db8::10/64'],
        routes: [
          { to: '0.0.0.0/0', via: '192.0.2.1', 'on-link': true },
          { to: '::/0', via: 'fe80::1', 'on-link': true },
        ],
        nameservers: { addresses: ['192.0.2.3', '192.0.2.4'], search: ['example.org'] },
        mtu: 9000,
      },
    },
  });
  expect(networkOf('bonded')).toEqual({
    version: 2,
    ethernets: { card1: { match: { macaddress: mac } }, card2: { match: { macaddress: second } } },
    bonds: {
      bond0: {
        interfaces: ['card1', 'card2'],
        parameters: { mode: '802.3ad' },
        addresses: ['192.0.2.10/24'],
        routes: [{ to: '0.0.0.0/0', via: '192.0.2.1', 'on-link': true }],
      },
    },
  });
});

test('a kickstart file has the network of the machine', () => {
  const lines = (network: keyof typeof networks) =>
    renderedAnswer('kickstart', { 'ssh-keys': key, domain: 'example.org' }, network, { hostname: 'web1' })
      .split('\n')
      .filter((line) => line.startsWith('network '));
  const named = 'network --hostname=web1.example.org';
  expect(lines('nothing')).toEqual([named]);
  expect(lines('plain')).toEqual([
    `network --device=${mac} --activate --bootproto=static --ip=192.0.2.10 --netmask=255.255.255.0 --gateway=192.0.2.1 --nameserver=192.0.2.3`,
    named,
  ]);
  expect(lines('full')).toEqual([
    'network --device=ens3 --activate --bootproto=static --ip=192.0.2.10 --netmask=255.255.255.0 --gateway=192.0.2.1 --nameserver=192.0.2.3,192.0.2.4 --vlanid=7 --mtu=9000 --ipv6=2001:db8::10/64 --ipv6gateway=fe80::1',
    named,
  ]);
});

test('a kickstart file has the bond of the machine where its members have names, and IPv6 alone', () => {
  const line = (network: keyof typeof networks) =>
    renderedAnswer('kickstart', { 'ssh-keys': key }, network)
      .split('\n')
      .filter((each) => /^network |bond/.test(each));
  expect(line('named')).toEqual([
    'network --device=bond0 --bondslaves=ens3,ens4 --bondopts=mode=active-backup --activate --bootproto=static --ip=192.0.2.10 --netmask=255.255.255.0 --gateway=192.0.2.1 --nameserver=192.0.2.3 --vlanid=7 --ipv6=2001:db8::10/64 --ipv6gateway=fe80::1',
  ]);
  expect(line('bonded')).toEqual([
    "# The bond is that of the kernel's command line: not all of its members have names.",
  ]);
  expect(line('version 6')).toEqual([
    'network --device=ens3 --activate --noipv4 --nameserver=2001:db8::3 --ipv6=2001:db8::10/64 --ipv6gateway=fe80::1',
  ]);
});

test('AutoYaST makes the bond and the VLAN where names are known, and keeps what it was told where not', () => {
  const networking = (network: keyof typeof networks) =>
    (
      /<networking>([\s\S]*)<\/networking>/.exec(
        renderedAnswer('autoyast', { 'ssh-keys': key }, network),
      )?.[1] ?? ''
    )
      .replaceAll(/\s*\n\s*/g, '')
      .replaceAll(' config:type="list"', '');
  expect(networking('plain')).toBe(
    '<!-- What the installer was told on its command line. --><keep_install_network config:type="boolean">true</keep_install_network>',
  );
  expect(networking('named')).toBe(
    '<keep_install_network config:type="boolean">false</keep_install_network><interfaces>' +
      '<interface><device>ens3</device><startmode>hotplug</startmode><bootproto>none</bootproto></interface>' +
      '<interface><device>ens4</device><startmode>hotplug</startmode><bootproto>none</bootproto></interface>' +
      '<interface><device>bond0</device><startmode>auto</startmode><bonding_master>yes</bonding_master>' +
      '<bonding_module_opts>mode=active-backup</bonding_module_opts><bonding_slave0>ens3</bonding_slave0>' +
      '<bonding_slave1>ens4</bonding_slave1><bootproto>none</bootproto></interface>' +
      '<interface><device>bond0.7</device><startmode>auto</startmode><etherdevice>bond0</etherdevice><vlan_id>7</vlan_id>' +
      '<bootproto>static</bootproto><ipaddr>192.0.2.10</ipaddr><prefixlen>24</prefixlen>' +
      '<aliases><alias0><IPADDR>2001:db8::10</IPADDR><PREFIXLEN>64</PREFIXLEN></alias0></aliases></interface></interfaces>' +
      '<routing><routes><route><destination>default</destination><gateway>192.0.2.1</gateway><device>bond0.7</device></route>' +
      '<route><destination>default</destination><gateway>fe80::1</gateway><device>bond0.7</device></route></routes></routing>' +
      '<dns><nameservers><nameserver>192.0.2.3</nameserver></nameservers>' +
      '<searchlist><search>example.org</search></searchlist></dns>',
  );
});

test('Agama makes the connection where names are known; a VLAN stays what the command line said', () => {
  const connections = (network: keyof typeof networks) =>
    (
      JSON.parse(renderedAnswer('agama', { 'ssh-keys': key }, network)) as {
        network?: { connections: object[] };
      }
    ).network?.connections;
  expect(connections('version 6')).toEqual([
    {
      ...{ id: 'ens3', interface: 'ens3', method4: 'disabled', method6: 'manual', gateway6: 'fe80::1' },
      ...{ addresses: ['2001:db8::10/64'], nameservers: ['2001:db8::3'] },
    },
  ]);
  expect([connections('named'), connections('bonded'), connections('plain')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('Ignition gets a file for the card, as the system wants it', () => {
  const fileOf = (product: string) => {
    const { storage } = JSON.parse(renderedAnswer('ignition', { 'ssh-keys': key }, 'plain', { product })) as {
      storage: { files: { path: string; contents: { source: string } }[] };
    };
    const [{ path, contents } = { path: '', contents: { source: '' } }] = storage.files;
    return [path, Buffer.from(contents.source.replace('data:;base64,', ''), 'base64').toString()];
  };
  expect(fileOf('flatcar')).toEqual([
    '/etc/systemd/network/10-card1.network',
    `[Match]\nPermanentMACAddress=${mac}\n\n[Network]\nAddress=192.0.2.10/24\nDNS=192.0.2.3\n\n[Route]\nGateway=192.0.2.1\nGatewayOnLink=yes\n`,
  ]);
  expect(fileOf('fedora-coreos')).toEqual([
    '/etc/NetworkManager/system-connections/card1.nmconnection',
    `[connection]\nid=card1\ntype=ethernet\n\n[ethernet]\nmac-address=${mac}\n\n[ipv4]\nmethod=manual\naddress1=192.0.2.10/24,192.0.2.1\ndns=192.0.2.3;\n\n[ipv6]\nmethod=auto\n`,
  ]);
});

test('an ESXi host has its network, its disk and its password', () => {
  expect(renderedAnswer('esxi', { 'ssh-keys': `${key} ops@desk` }, 'full', { hostname: 'esx1' })).toBe(
    `# The answers of web for machine 7, made by Netberth.
# What they mean: "About Installation and Upgrade Scripts" in VMware's documentation.
vmaccepteula
rootpw --iscrypted ${crypt}
# The disk: everything on it is erased.
install --disk=mpx.vmhba0:C0:T0:L0 --overwritevmfs
network --bootproto=static --ip=192.0.2.10 --netmask=255.255.255.0 --gateway=192.0.2.1 --nameserver=192.0.2.3,192.0.2.4 --device=${mac} --vlanid=7 --hostname=esx1
reboot

%post --interpreter=busybox
wget -q -O /dev/null 'http://192.0.2.1:8080/finish?id=7&bootid=${boot.bootId}'

%firstboot --interpreter=busybox
echo '${key} ops@desk' >> /etc/ssh/keys-root/authorized_keys
vim-cmd hostsvc/enable_ssh
vim-cmd hostsvc/start_ssh
`,
  );
  expect(render('esxi', { disk: '/dev/sda' })).toEqual({
    ok: false,
    problems: ['disk "/dev/sda" is not a disk as ESXi names it, such as mpx.vmhba0:C0:T0:L0'],
  });
});

test.each([
  ['agama', {}, 'edition is missing: which of the systems of a medium (--set edition=SLES)'],
  ['esxi', {}, 'password is missing: '],
] as const)('%s asks for what it cannot do without', (id, set, why) => {
  const kind = answerKindOf(id);
  const templates = kind === undefined ? {} : readAnswerTemplates(kind);
  const settled = settleSettings(set, Object.values(templates), readerOf(kind));
  expect(settled.ok ? '' : settled.problems.join()).toContain(why);
});
