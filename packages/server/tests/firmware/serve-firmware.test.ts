import { rmSync } from 'node:fs';
import { firmwareInstall } from '@netberth/api';
import { capabilitySets, lintText } from '@netberth/ipxe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';
import { fakeIpxe, folderOf } from './own-firmware.ts';

const loader = fakeIpxe(0x8664);
const from = folderOf({ 'ipxe.efi': loader, 'isohdpfx.bin': 'boot code' });
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.run(firmwareInstall, { from });
});
afterAll(async () => {
  await app.stop();
  rmSync(from, { recursive: true });
});

test('a loader is served as one, with what a client needs to resume or keep it', async () => {
  const { status, headers, text } = await app.ask('/firmware/ipxe.efi');
  expect([status, text]).toEqual([200, loader.toString('utf8')]);
  expect(headers).toMatchObject({
    'accept-ranges': 'bytes',
    'content-length': String(loader.length),
    'content-type': 'application/efi',
    etag: expect.stringMatching(/^"[0-9a-f-]+"$/),
  });
});

test('HEAD, which UEFI asks first, tells the size', async () => {
  const { status, headers, text } = await app.ask({ path: '/firmware/ipxe.efi', method: 'HEAD' });
  expect([status, headers['content-length'], text]).toEqual([200, String(loader.length), '']);
});

test('a part of it, and nothing when the client has it', async () => {
  const part = await app.ask({ path: '/firmware/isohdpfx.bin', headers: { range: 'bytes=5-8' } });
  expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'code', 'bytes 5-8/9']);
  const again = await app.ask({
    path: '/firmware/isohdpfx.bin',
    headers: { 'if-none-match': part.headers.etag ?? '' },
  });
  expect(again.status).toBe(304);
});

test.each([
  ['what is not installed', 'undionly.kpxe', 'undionly.kpxe'],
  ['the manifest', 'manifest.json', 'manifest.json'],
  ['the folder', '', ''],
  ['a way out', '../netberth.db', '../netberth.db'],
  ['an encoded way out', '..%2fkeys%2faudit.key', '..%2fkeys%2faudit.key'],
  ['a name in other letters', 'IPXE.EFI', 'IPXE.EFI'],
  ['a file taken for a folder', 'ipxe.efi/', 'ipxe.efi/'],
])('%s is not there', async (_, path, named) => {
  const { status, text } = await app.ask(`/firmware/${path}`);
  expect([status, text]).toEqual([
    404,
    `Netberth NB2018: there is no firmware file "${named}"\nSee netberth firmware status; netberth firmware install brings the usual ones.\n`,
  ]);
});

describe('autoexec.ipxe', () => {
  const scriptFor = (url: string) => `#!ipxe
# Netberth: bring up the network, then ask the server
set attempt:int32 0

:begin
isset \${netX/ip} && goto ask ||
isset \${netX/ip6} && goto ask ||
dhcp && goto ask ||
ifconf --configurator ipv6 && goto ask ||
goto again

:ask
chain --autofree --replace ${url}/bootstrap.ipxe ||

:again
inc attempt
iseq \${attempt} 11 && goto give_up ||
echo Netberth: the server did not answer, attempt \${attempt} of 10; asking again in \${attempt} s
sleep \${attempt}
goto begin

:give_up
echo Netberth NB1201: the server cannot be reached; this machine boots its own disk
iseq \${platform} efi || goto local_bios
exit 1
:local_bios
isset \${netberth_drive} || set netberth_drive 0x80
sanboot --no-describe --drive \${netberth_drive} || exit 1
`;

  test('leads to the address that was asked', async () => {
    const headers = { host: 'boot.example:8080' };
    const { type, text } = await app.ask({ path: '/firmware/autoexec.ipxe', headers });
    expect([type, text]).toEqual(['text/plain; charset=utf-8', scriptFor('http://boot.example:8080')]);
    for (const capabilities of Object.values(capabilitySets)) {
      const findings = lintText(text, { ...capabilities, platform: 'efi' });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  test('a host that could be read as a command is not repeated', async () => {
    const headers = { host: 'x||reboot' };
    const { text } = await app.ask({ path: '/firmware/autoexec.ipxe', headers });
    expect(text).toBe(scriptFor(app.bootUrl));
  });

  test('leads to the boot URL where one is set, also before anything is installed', async () => {
    const other = await TestApp.start({ 'boot-url': 'https://boot.example' });
    const { text } = await other.ask('/firmware/autoexec.ipxe');
    expect(text).toBe(scriptFor('https://boot.example'));
    await other.stop();
  });
});
