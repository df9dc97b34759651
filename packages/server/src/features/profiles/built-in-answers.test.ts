import { answerKindOf, answerKinds, answerSettings } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';
import { DOMParser } from '@xmldom/xmldom';
import { array, assert, boolean, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { namesUsed } from '../../platform/render-template.ts';
import { settleSettings } from './answer-settings.ts';
import { boot, crypt, key, least, mac, render, renderedAnswer, second } from './rendered-answer.fixture.ts';
import type { networks } from './rendered-answer.fixture.ts';

describe.each(answerKinds)('the answer file $id', ({ id, required }) => {
  const access = required.includes('password') ? {} : { 'ssh-keys': key };
  test.each(['nothing', 'plain', 'full', 'bonded'] as const)(
    'is made for a machine of network: %s',
    (network) => {
      expect(render(id, access, network)).toMatchObject({ ok: true });
      expect(render(id, access, network, { hostname: 'web1' })).toMatchObject({ ok: true });
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
    ethernets: { card1: { match: { macaddress: mac } } },
    vlans: {
      vlan7: {
        id: 7,
        link: 'card1',
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
        nameservers: { addresses: [], search: [] },
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

test('Ignition gets a file for the card, as the system wants it', () => {
  const fileOf = (product: string) => {
    const { storage } = JSON.parse(renderedAnswer('ignition', { 'ssh-keys': key }, 'plain', { product })) as {
      storage: { files: { path: string; contents: { source: string } }[] };
    };
    const [{ path, contents } = { path: '', contents: { source: '' } }] = storage.files;
    return [path, Buffer.from(contents.source.replace('data:;base64,', ''), 'base64').toString()];
  };
  expect(fileOf('flatcar')).toEqual([
    '/etc/systemd/network/10-netberth.network',
    `[Match]\nMACAddress=${mac}\n\n[Network]\nAddress=192.0.2.10/24\nGateway=192.0.2.1\nDNS=192.0.2.3\n`,
  ]);
  expect(fileOf('fedora-coreos')).toEqual([
    '/etc/NetworkManager/system-connections/netberth.nmconnection',
    `[connection]\nid=netberth\ntype=ethernet\n\n[ethernet]\nmac-address=${mac}\n\n[ipv4]\nmethod=manual\naddress1=192.0.2.10/24,192.0.2.1\ndns=192.0.2.3;\n`,
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
  const settled = settleSettings(set, Object.values(templates), kind ?? null);
  expect(settled.ok ? '' : settled.problems.join()).toContain(why);
});

/** What does not change with the values that stand in it. */
function shapeOf(id: string, text: string): unknown {
  switch (id) {
    case 'agama':
    case 'ignition':
      return shapeOfTree(JSON.parse(text));
    case 'autoinstall':
      return shapeOfTree(parseYaml(text));
    case 'autoyast': {
      const document = new DOMParser({
        onError: (level, message) => {
          throw new Error(`${level}: ${message}`);
        },
      });
      return shapeOfElement(document.parseFromString(text, 'text/xml'));
    }
    default:
      return text.split('\n').map(shapeOfLine);
  }
}

/** How it begins, without what is set or quoted in it. */
function shapeOfLine(line: string): readonly string[] {
  const words = line
    .replaceAll("'\\''", '')
    .replaceAll(/'[^']*'/g, 'quoted')
    .split(' ');
  const isName = words.length === 1 && /^\w/.test(line);
  return isName ? ['a word'] : words.slice(0, 2).map((word) => word.replace(/=.*/, '='));
}

function shapeOfTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOfTree);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, shapeOfTree(inside)]));
}

type XmlNode = {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly childNodes: ArrayLike<unknown>;
};
function shapeOfElement(node: XmlNode): unknown {
  const children = Array.from(node.childNodes as ArrayLike<XmlNode>).filter(({ nodeType }) => nodeType === 1);
  return [node.nodeName, children.map(shapeOfElement)];
}

/** What people might try to break out with, behind something that is right. */
const hostile = oneof(
  string({ unit: 'binary', maxLength: 20 }),
  array(
    constantFrom(
      ...[
        "'",
        '"',
        '\\',
        '`',
        '$',
        ';',
        '&',
        '|',
        '<',
        '>',
        '#',
        '%',
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '-',
        ' ',
      ],
      ...['\n', '\r', '\t', ']]>', '-->', '{{', '{%', '&amp;', '\\\n', '"""', 'a'],
    ),
    {
      maxLength: 12,
    },
  ).map((parts) => parts.join('')),
);

describe.each(answerKinds)('no value breaks out of its place in $id', ({ id, required }) => {
  const kind = answerKindOf(id);
  const templates = kind === undefined ? [] : Object.values(readAnswerTemplates(kind));
  const access = required.includes('password') ? {} : { 'ssh-keys': key };
  const names = [...new Set(templates.flatMap((text) => namesUsed(text, 'settings')))];

  test.each(names)('%s', (name) => {
    const example = least[id]?.[name] ?? (name === 'ssh-keys' ? key : (answerSettings[name]?.example ?? ''));
    let taken = 0;
    assert(
      property(hostile, boolean(), (text, isBehind) => {
        const value = isBehind ? `${example} ${text}`.trim() : text;
        const settled = settleSettings({ ...least[id], ...access, [name]: value }, templates, kind ?? null);
        if (!settled.ok) return;
        taken += 1;
        const given = settled.settings[name] ?? '';
        const safe = Array.isArray(given)
          ? given.map(() => (name === 'ssh-keys' ? key : 'a')).join('\n')
          : example;
        const rendered = renderedAnswer(id, { ...access, [name]: value }, 'full', { hostname: 'web1' });
        const plain = renderedAnswer(id, { ...access, [name]: safe }, 'full', { hostname: 'web1' });
        expect(shapeOf(id, rendered)).toEqual(shapeOf(id, plain));
      }),
      { numRuns: 20 },
    );
    if (name === 'ssh-keys') expect(taken).toBeGreaterThan(0);
  });
});
