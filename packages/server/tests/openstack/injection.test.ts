import { rmSync } from 'node:fs';
import { firmwareInstall } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import { folderOf } from '../firmware/own-firmware.ts';
import { TestApp } from '../harness/start-app.ts';

const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
const loader = makePe({ machine: 0x8664, commands: ['goto', 'chain', 'iflinkwait', 'vcreate'], texts });
const from = folderOf({ 'ipxe.efi': loader });

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'boot-url': 'http://10.0.0.2:8080' });
  await app.run(firmwareInstall, { from });
});
afterAll(async () => {
  await app.stop();
  rmSync(from, { recursive: true });
});

const ask = async (query: string, init?: RequestInit) =>
  fetch(`${app.bootUrl}/openstack/boot.iso?firmware=uefi${query}`, init);
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

const networkData = {
  links: [{ id: 'tap1', type: 'ovs', mtu: 1450, ethernet_mac_address: 'fa:16:3e:00:00:01' }],
  networks: [
    {
      id: 'network0',
      type: 'ipv4',
      link: 'tap1',
      ip_address: '10.0.0.5',
      netmask: '255.255.255.0',
      routes: [{ network: '0.0.0.0', netmask: '0.0.0.0', gateway: '10.0.0.1' }],
      services: [{ type: 'dns', address: '10.0.0.53' }],
    },
  ],
  services: [],
};
const wholeScript = [
  '/ip 10.0.0.5\n',
  '/netmask 255.255.255.0\n',
  '/gateway 10.0.0.1\n',
  '/dns:hex 0a:00:00:35\n',
  'fa:16:3e:00:00:01',
  'http://10.0.0.2:8080',
];

describe('the ISO of an instance', () => {
  test('holds the network that parameters name, and the URL of this server', async () => {
    const answer = await ask('&ip=10.0.0.5/24&gateway=10.0.0.1&dns=10.0.0.53&mac=fa:16:3e:00:00:01');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    const iso = await bytesOf(answer);
    expect(iso.toString('latin1', 0x8001, 0x8006)).toBe('CD001');
    for (const line of wholeScript) expect(iso.toString('latin1')).toContain(line);
    expect(iso.includes('netberth_key')).toBe(false);
  });

  test('is the same, byte for byte, by network_data.json in the body or in the URL', async () => {
    const body = JSON.stringify(networkData);
    const sent = await bytesOf(await ask('', { method: 'POST', body }));
    for (const line of wholeScript) expect(sent.toString('latin1')).toContain(line);
    const named = await bytesOf(await ask(`&network_data=${encodeURIComponent(body)}`));
    expect(named.equals(sent)).toBe(true);
  });

  test('is told by HEAD with its length, and given in pieces', async () => {
    const query = '&ip=10.0.0.5/24';
    const head = await ask(query, { method: 'HEAD' });
    const whole = await bytesOf(await ask(query));
    expect(Number(head.headers.get('content-length'))).toBe(whole.length);
    const piece = await ask(query, { headers: { range: 'bytes=32768-32773' } });
    expect(piece.status).toBe(206);
    expect((await bytesOf(piece)).equals(whole.subarray(32768, 32774))).toBe(true);
  });

  test('takes no server but this one from whoever asks', async () => {
    const iso = await bytesOf(
      await ask('&ip=10.0.0.5/24&bootUrl=http://203.0.113.66/&boot_url=http://203.0.113.66/'),
    );
    expect(iso.includes('203.0.113.66')).toBe(false);
  });
});

test.each([
  ['without any network', '', 'NB8001: no ISO can be made of this network: there is neither an ip nor'],
  ['with an address that is none', '&ip=10.0.0.500/24', 'NB8001: no ISO can be made of this network: ip: '],
  [
    'with a line break in what goes into the script',
    '&ip=10.0.0.5/24&dns=10.0.0.1%0Areboot',
    'NB8001: no ISO can be made of this network: dns: ',
  ],
  [
    'for a firmware that there is not',
    '&ip=10.0.0.5/24&firmware=coreboot',
    'NB8001: no ISO can be made of this network: firmware is not one of bios, uefi, uefi-arm64, secureboot',
  ],
])('an instance %s gets a sentence, not an ISO', async (_, query, words) => {
  const answer = await ask(query);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(words);
});

test('a firmware that is not installed is said so', async () => {
  const answer = await fetch(`${app.bootUrl}/openstack/boot.iso?firmware=uefi-arm64&ip=10.0.0.5/24`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('NB8002: no ISO can be made now: ');
});
