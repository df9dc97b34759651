import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { firmwareInstall, machineForget, mediaIssue, mediaList, mediaRevoke } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import { folderOf } from '../firmware/own-firmware.ts';
import { TestApp } from '../harness/start-app.ts';

const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
const loader = makePe({ machine: 0x8664, commands: ['goto', 'chain', 'iflinkwait', 'vcreate'], texts });
const from = folderOf({ 'ipxe.efi': loader });
const [ip, gateway] = [['192.0.2.10/24'], ['192.0.2.1']];
const bootUrl = 'http://192.0.2.1:8080';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.run(firmwareInstall, { from });
});
afterAll(async () => {
  await app.stop();
  rmSync(from, { recursive: true });
});

async function issued() {
  const { id } = await app.addMachine({});
  return app.run(mediaIssue, { machine: String(id), ip, gateway, bootUrl, firmware: ['uefi'] });
}
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(app.bootUrl + path, { headers, method });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

test('a medium is an image with the number of the medium and the address of the machine in it', async () => {
  const medium = await issued();
  expect(medium).toMatchObject({ ip, format: 'iso', firmware: ['uefi'], warnings: [] });
  expect(medium.url).toBe(bootUrl + medium.path);
  const answer = await ask(medium.path);
  const image = await bytesOf(answer);
  expect([answer.status, image.length]).toEqual([200, medium.sizeBytes]);
  expect(answer.headers.get('content-length')).toBe(String(medium.sizeBytes));
  expect(image.includes('/ip 192.0.2.10\n')).toBe(true);
  expect(image.includes(`set netberth_medium ${medium.id}/cd/\${netberth_card}/\${round}\n`)).toBe(true);
  expect(image.subarray(32_769, 32_774).toString()).toBe('CD001');
});

test('a machine whose network is known needs no flags for it, and every flag counts for all of it', async () => {
  const { id } = await app.addMachine({
    address: '192.0.2.10/24',
    gateway: '192.0.2.1',
    dns: '192.0.2.53',
    vlan: '7',
  });
  const scriptOf = async (more: { ip?: string[] }) => {
    const asked = { machine: String(id), bootUrl, firmware: ['uefi' as const], ...more };
    return (await bytesOf(await ask((await app.run(mediaIssue, asked)).path))).toString('latin1');
  };
  const own = await scriptOf({});
  for (const line of [
    '/ip 192.0.2.10\n',
    '/gateway 192.0.2.1\n',
    '/dns:hex c0:00:02:35\n',
    'vcreate --tag 7 ',
  ])
    expect(own).toContain(line);
  const other = await scriptOf({ ip: ['192.0.2.77/24'] });
  expect(other).toContain('/ip 192.0.2.77\n');
  expect(other).not.toMatch(/192\.0\.2\.10\n|vcreate --tag 7 /);
});

describe('the files that start a medium without an image', () => {
  const besideOf = async () => {
    const medium = await issued();
    return { ...medium, folder: medium.path.replace('boot.iso', '') };
  };

  test('lie beside it: a loader as it was installed, and its script, which names no drive and has its key', async () => {
    const { id, folder } = await besideOf();
    expect((await bytesOf(await ask(`${folder}ipxe.efi`))).equals(loader)).toBe(true);
    const script = await (await ask(`${folder}autoexec.ipxe`)).text();
    expect(script).toContain(`set netberth_medium ${id}/files/\${netberth_card}/\${round}\n`);
    expect(script).toMatch(/^set netberth_key \S{43}$/m);
    expect(script).not.toContain('set netberth_drive 0x81');
    expect(await (await ask(`${folder}grub.cfg`)).text()).toContain('chainloader /EFI/netberth/ipxe.efi\n');
    const head = await ask(`${folder}ipxe.efi`, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(loader.length)]);
  });

  test('are those of its firmware, and end with it', async () => {
    const { id, folder } = await besideOf();
    const lkrn = await ask(`${folder}ipxe.lkrn`);
    expect([lkrn.status, await lkrn.text()]).toEqual([404, expect.stringContaining('NB2022')]);
    await app.run(mediaRevoke, { id });
    expect((await ask(`${folder}autoexec.ipxe`)).status).toBe(404);
  });
});

describe('a virtual drive', () => {
  test('reads any piece, and the pieces make the whole', async () => {
    const { path, sizeBytes } = await issued();
    const whole = await bytesOf(await ask(path));
    const pieceBytes = 65_536 + 511;
    const pieces: Buffer[] = [];
    for (let at = 0; at < sizeBytes; at += pieceBytes) {
      const last = Math.min(at + pieceBytes, sizeBytes) - 1;
      const answer = await ask(path, { range: `bytes=${at}-${last}` });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${at}-${last}/${sizeBytes}`,
      ]);
      pieces.push(await bytesOf(answer));
    }
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    const beyond = await ask(path, { range: `bytes=${sizeBytes}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${sizeBytes}`]);
  });

  test('asks for the size first, resumes by ETag, and is not sent what it has', async () => {
    const { path, sizeBytes } = await issued();
    const head = await ask(path, {}, 'HEAD');
    const etag = head.headers.get('etag') ?? '';
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      String(sizeBytes),
      'bytes',
    ]);
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(path, { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(206);
    expect((await ask(path, { 'if-range': '"another"', range: 'bytes=0-9' })).status).toBe(200);
    expect((await ask((await issued()).path, {}, 'HEAD')).headers.get('etag')).not.toBe(etag);
  });
});

test('a medium that was revoked, of a forgotten machine, or that never was, is not there', async () => {
  const [revoked, forgotten] = [await issued(), await issued()];
  for (const { path } of [revoked, forgotten]) expect((await ask(path)).status).toBe(200);
  await app.run(mediaRevoke, { id: revoked.id });
  await app.run(machineForget, { machine: String(forgotten.machineId) });
  for (const path of [revoked.path, forgotten.path, '/media/nonesuch/boot.iso']) {
    const answer = await ask(path);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      'Netberth NB2020: there is no such medium, or it was revoked\nMake another: netberth media issue MACHINE\n',
    ]);
  }
  const left = (await app.run(mediaList, {})).media.map(({ id }) => id);
  expect(left).not.toContain(revoked.id);
  expect(left).not.toContain(forgotten.id);
  expect(await app.refusal(mediaRevoke, { id: revoked.id })).toBe(
    `NB3078 there is no medium ${revoked.id}. See netberth media list`,
  );
});

test('a medium is made of the firmware that is installed now, and its ETag says so', async () => {
  const { path } = await issued();
  const before = await ask(path);
  const other = makePe({
    machine: 0x8664,
    commands: ['goto', 'chain', 'iflinkwait', 'vcreate'],
    texts: [...texts, 'newer'],
  });
  const newer = folderOf({ 'ipxe.efi': other });
  app.nowMs += 60_000;
  await app.run(firmwareInstall, { from: newer });
  rmSync(newer, { recursive: true });
  const after = await ask(path);
  expect((await bytesOf(before)).includes('newer')).toBe(false);
  expect((await bytesOf(after)).includes('newer')).toBe(true);
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
});

test('a medium whose loader is gone cannot be made, and says so', async () => {
  const { id, path } = await issued();
  const installed = join(app.data, 'firmware', 'ipxe.efi');
  await app.restart(() => renameSync(installed, `${installed}.away`));
  const answer = await ask(path);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    `Netberth NB2021: medium ${id} cannot be made: ipxe.efi is not installed in the firmware folder of the server: it is in the Debian package ipxe, from which \`netberth firmware install\` takes it\nSee netberth firmware status\n`,
  ]);
  renameSync(`${installed}.away`, installed);
  expect((await ask(path)).status).toBe(200);
});

test('the secret of the URL is 192 random bits, and is not in the list', async () => {
  const { path } = await issued();
  const token = path.split('/')[2] ?? '';
  expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(JSON.stringify(await app.run(mediaList, {}))).not.toContain(token);
});

test('what cannot be made is refused with the field, and no medium is there', async () => {
  const { id } = await app.addMachine({});
  const before = (await app.run(mediaList, {})).media.length;
  const machine = String(id);
  expect(
    await app.refusal(mediaIssue, { machine, ip: ['192.0.2.0/24'], bootUrl, firmware: ['uefi'] }),
  ).toContain('[ip "192.0.2.0/24" is the network itself: name an address inside it]');
  expect(await app.refusal(mediaIssue, { machine })).toContain('[bootUrl is missing:');
  expect(await app.refusal(mediaIssue, { machine, bootUrl, firmware: ['bios'] })).toContain(
    '[firmware isolinux.bin is not installed',
  );
  expect(await app.refusal(mediaIssue, { machine, bootUrl, firmware: ['uefi'], label: 'small' })).toContain(
    '[label ',
  );
  expect((await app.run(mediaList, {})).media).toHaveLength(before);
});
