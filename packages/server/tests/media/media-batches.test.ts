import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  auditList,
  firmwareInstall,
  machineGrant,
  mediaIssueMany,
  mediaList,
  mediaPack,
  mediaRevoke,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import { folderOf } from '../firmware/own-firmware.ts';
import { installer, withManifest } from '../harness/images.ts';
import { profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import { storedEntries } from './stored-entries.ts';

const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
const loader = makePe({ machine: 0x8664, commands: ['goto', 'chain', 'iflinkwait', 'vcreate'], texts });
const from = folderOf({ 'ipxe.efi': loader });
const bootUrl = 'http://192.0.2.1:8080';
const firmware = ['uefi' as const];

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.run(firmwareInstall, { from });
});
afterAll(async () => {
  await app.stop();
  rmSync(from, { recursive: true });
});

const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

describe('a list that is sent to the server', () => {
  const document = '\ufeffname;ip;mac\r\nweb1;192.0.2.10/24;52:54:00:00:00:01\r\nweb2;192.0.2.11/24;\r\n';

  test('becomes a ZIP file of media with a manifest, from either plane', async () => {
    const packed = await app.run(mediaPack, { document, bootUrl, firmware });
    expect(packed).toMatchObject({ media: 2, endsAt: '2026-01-02T00:00:00.000Z', warnings: [] });
    const answer = await fetch(app.bootUrl + packed.path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const zip = Buffer.from(await answer.arrayBuffer());
    const entries = storedEntries(zip);
    expect([...entries.keys()]).toEqual(['web1.iso', 'web2.iso', 'manifest.csv']);
    const web1 = entries.get('web1.iso') ?? Buffer.alloc(0);
    expect(web1.includes('/ip 192.0.2.10\n')).toBe(true);
    expect(web1.includes('netberth_key')).toBe(false);
    expect(web1.length * 2).toBe(packed.sizeBytes);
    const sums = createHash('sha256').update(web1).digest('hex');
    expect(entries.get('manifest.csv')?.toString()).toContain(
      `,192.0.2.10/24,52:54:00:00:00:01,${web1.length},${sums}\n`,
    );
    expect((await bytesOf(app.adminUrl + packed.path)).equals(zip)).toBe(true);
  });

  test('is refused with every faulty line, and nothing is promised', async () => {
    const faulty =
      'name,ip\nweb1,192.0.2.0/24\nweb 2,192.0.2.11/24\nweb3,192.0.2.12/24\nweb3,192.0.2.13/24\n';
    const before = (await app.run(auditList, { limit: 1000 })).records.length;
    expect(await app.refusal(mediaPack, { document: faulty, bootUrl, firmware })).toBe(
      'NB3001 the input is not usable. The fields below say what is wanted. ' +
        '[document line 2: ip: "192.0.2.0/24" is the network itself: name an address inside it] ' +
        '[document line 3: name: "web 2" cannot be the name of a file: wanted are letters, digits, . _ -] ' +
        '[document line 5: name: "web3" is in line 4 already]',
    );
    expect((await app.run(auditList, { limit: 1000 })).records.length).toBe(before);
  });

  test('needs the firmware, and a URL for each row', async () => {
    expect(await app.refusal(mediaPack, { document, bootUrl, firmware: ['bios'] })).toContain(
      'isolinux.bin is not installed',
    );
    expect(await app.refusal(mediaPack, { document, firmware })).toContain('boot_url: is missing');
  });

  test('ends after a day, and is nowhere for who has not its URL', async () => {
    const { path } = await app.run(mediaPack, { document, bootUrl, firmware });
    expect((await fetch(app.bootUrl + path)).status).toBe(200);
    expect((await fetch(`${app.bootUrl}/media/batches/nonesuch/media.zip`)).status).toBe(404);
    app.nowMs += 24 * 60 * 60_000;
    expect((await fetch(app.bootUrl + path)).status).toBe(404);
  });
});

describe('media for many machines', () => {
  const selected = async (label: string, more: { readonly replace?: boolean } = {}) =>
    await app.run(mediaIssueMany, { label, bootUrl, firmware, ...more });
  const entriesOf = async ({ path }: { readonly path: string }) =>
    storedEntries(await bytesOf(app.bootUrl + path));
  const keyIn = (image: Buffer | undefined) =>
    /^set netberth_key (\S+)$/m.exec(image?.toString('latin1') ?? '')?.[1] ?? '';

  test('are named after the machines, numbered, and each has a key of its own that counts', async () => {
    await app.import('secret', { ...installer, ...withManifest('image: disk.raw', 'proof: key') });
    const one = await app.addMachine({ hostname: 'web1', labels: { rack: '7' } });
    const twin = await app.addMachine({ hostname: 'web1', labels: { rack: '7' } });
    const nameless = await app.addMachine({ labels: { rack: '7' } });
    await app.addMachine({ labels: { rack: '8' } });
    const issued = await selected('rack=7');
    expect(issued).toMatchObject({ media: 3, replaced: 0 });
    const entries = await entriesOf(issued);
    const files = ['web1.iso', `web1-${twin.id}.iso`, `machine-${nameless.id}.iso`];
    expect([...entries.keys()]).toEqual([...files, 'manifest.csv']);
    const numbers = (await app.run(mediaList, {})).media.filter(({ machineId }) => machineId === one.id);
    expect(entries.get('web1.iso')?.includes(`set netberth_medium ${numbers[0]?.id}/cd/`)).toBe(true);
    await app.run(machineGrant, { machine: String(one.id), profiles: ['secret'] });
    const boot = async (key: string) => profileIn((await app.boot({ ...one.presented, key })).script);
    expect(await boot(keyIn(entries.get(`web1-${twin.id}.iso`)))).toBeNull();
    expect(await boot(keyIn(entries.get('web1.iso')))).toBe('secret');
  });

  test('are left out of the ZIP file when they are revoked, and end when others replace them', async () => {
    const machine = await app.addMachine({ labels: { rack: '9' } });
    await app.addMachine({ labels: { rack: '9' } });
    const first = await selected('rack=9');
    const [medium] = (await app.run(mediaList, {})).media.filter(({ machineId }) => machineId === machine.id);
    await app.run(mediaRevoke, { id: medium?.id ?? 0 });
    expect([...(await entriesOf(first)).keys()]).not.toContain(`machine-${machine.id}.iso`);
    expect(await selected('rack=9', { replace: true })).toMatchObject({ media: 2, replaced: 1 });
    expect([...(await entriesOf(first)).keys()]).toEqual(['manifest.csv']);
  });

  test('are made for nobody when nothing is selected', async () => {
    expect(await app.refusal(mediaIssueMany, { bootUrl, firmware })).toMatch(/^NB\d+ /);
    expect(await app.refusal(mediaIssueMany, { label: 'rack=none', bootUrl, firmware })).toMatch(/^NB\d+ /);
    const unmet = { all: true, fact: 'memory>=64GiB' };
    expect(await app.refusal(mediaIssueMany, { ...unmet, bootUrl, firmware })).toContain(
      'no machines are selected',
    );
  });
});
