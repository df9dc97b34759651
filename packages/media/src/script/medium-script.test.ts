import { capabilitySets, lintText } from '@netberth/ipxe';
import { expect, test } from 'vitest';
import { parseMediumWay, type WayText } from '../network/parse-medium-way.ts';
import type { MediumOrder } from './medium-order.ts';
import { mediumScript } from './medium-script.ts';

const plain: WayText = {
  ip: [],
  gateway: [],
  dns: [],
  vlan: null,
  mac: null,
  bootUrl: 'http://192.0.2.1:8080',
};

function scriptOf(text: Partial<WayText>, more: Partial<MediumOrder> = {}): string {
  const way = parseMediumWay({ ...plain, ...text });
  if (way.kind === 'refused') throw new Error(way.problems.map(({ message }) => message).join('\n'));
  const { network, target } = way;
  return mediumScript({
    id: '17',
    format: 'iso',
    network,
    target,
    goesTo: 'bootstrap',
    waitSeconds: 90,
    key: null,
    ...more,
  });
}

/** What the script does before a person is asked anything. */
const actsOf = (script: string): string => script.slice(0, script.indexOf('\n:person\n'));

test('a static address on a tagged port of one card, on a stick with a key', () => {
  const script = scriptOf(
    {
      ip: ['192.0.2.10/24'],
      gateway: ['192.0.2.1'],
      dns: ['192.0.2.53', '9.9.9.9'],
      vlan: '12',
      mac: '52:54:00:aa:bb:01',
    },
    { format: 'usb', key: 'k3y' },
  );
  expect(actsOf(script)).toBe(`#!ipxe
# Netberth: medium 17
set netberth_drive 0x81
set netberth_key k3y
prompt --timeout 2000 Netberth medium 17: press a key within 2 seconds for other ways && goto person ||

:begin
set round:int32 1
:round
set port:int32 0
:port
isset \${net\${port}/mac} || goto round_over
iseq \${net\${port}/mac} 52:54:00:aa:bb:01 || goto next_port
set netberth_card net\${port}
ifopen \${netberth_card} || goto close_port
iflinkwait --timeout 10000 \${netberth_card} || goto close_port
vcreate --tag 12 \${netberth_card} || goto close_port
set netberth_card \${netberth_card}-12
ifopen \${netberth_card} || goto close_port
set \${netberth_card}/ip 192.0.2.10
set \${netberth_card}/netmask 255.255.255.0
set \${netberth_card}/gateway 192.0.2.1
set \${netberth_card}/dns:hex c0:00:02:35:09:09:09:09
set netberth_medium 17/usb/\${netberth_card}/\${round}
echo Netberth: asking http://192.0.2.1:8080 by \${netberth_card}, attempt \${round} of 9
chain --timeout 10000 --autofree --replace http://192.0.2.1:8080/bootstrap.ipxe ||
echo Netberth: no answer by \${netberth_card}
:close_port
ifclose \${netberth_card} ||
vdestroy \${netberth_card} ||
ifclose net\${port} ||
:next_port
inc port
goto port

:round_over
isset \${netberth_card} && goto again ||
echo Netberth: this machine has no network card 52:54:00:aa:bb:01; it is not the one this medium was made for
goto give_up
:again
inc round
iseq \${round} 10 && goto give_up ||
sleep 10
goto round
:give_up
echo Netberth NB1201: the server cannot be reached; this machine boots its own disk

:disk
iseq \${platform} efi && exit 1 ||
isset \${netberth_drive} || set netberth_drive 0x80
sanboot --no-describe --drive \${netberth_drive} || exit 1
`);
});

test.each<[string, Partial<WayText>, string[]]>([
  ['DHCP', {}, ['ifconf --configurator dhcp ${netberth_card} ||']],
  [
    'SLAAC',
    { ip: ['slaac'], bootUrl: 'http://[2001:db8::1]' },
    ['ifconf --configurator ipv6 ${netberth_card} ||'],
  ],
  [
    'a static IPv6 address',
    { ip: ['2001:db8::a/64'], gateway: ['fe80::1'], dns: ['2001:db8::53'], bootUrl: 'http://[2001:db8::1]' },
    [
      'set ${netberth_card}/ip6 2001:db8::a',
      'set ${netberth_card}/len6 64',
      'set ${netberth_card}/gateway6 fe80::1',
      'set ${netberth_card}/dns6:hex 20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:53',
    ],
  ],
  [
    'a /31, reached through its peer',
    { ip: ['192.0.2.0/31'] },
    [
      'set ${netberth_card}/ip 192.0.2.0',
      'set ${netberth_card}/netmask 255.255.255.255',
      'set ${netberth_card}/gateway 192.0.2.1',
    ],
  ],
])('the network by %s', (_, text, lines) => {
  const script = scriptOf(text);
  const from = script.indexOf('iflinkwait --timeout 3000 ${netberth_card} || goto close_port\n');
  const to = script.indexOf('set netberth_medium');
  expect(script.slice(from, to).trimEnd().split('\n').slice(1)).toEqual(lines);
});

test('a medium for the menu goes there', () => {
  expect(scriptOf({}, { goesTo: 'menu' })).toContain('--replace http://192.0.2.1:8080/menu.ipxe ||');
});

test('no iPXE that media are made of finds an error in any of them', () => {
  const texts: Partial<WayText>[] = [
    {},
    { ip: ['slaac', 'dhcp'] },
    { ip: ['192.0.2.10/24', '2001:db8::a/64'], gateway: ['192.0.2.9'], dns: ['192.0.2.53'], vlan: '7' },
  ];
  for (const text of texts) {
    for (const name of ['debian-trixie', 'debian-sid'] as const) {
      for (const platform of ['pcbios', 'efi'] as const)
        expect(lintText(scriptOf(text), { ...capabilitySets[name], platform })).toEqual([]);
    }
  }
});
