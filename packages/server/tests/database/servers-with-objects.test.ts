import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  captureList,
  captureRemove,
  firmwareInstall,
  firmwareStatus,
  machineAdd,
  machineGrant,
  profileCapture,
} from '@netberth/api';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { S3Double } from '../../../publish/testfakes/s3-double.ts';
import { fakeIpxe, folderOf } from '../firmware/own-firmware.ts';
import { installer } from '../harness/images.ts';
import { TestApp } from '../harness/start-app.ts';
import { copyPostgresTemplate } from './servers/template-databases.ts';

const mebibyte = 1024 * 1024;
const soon = { timeout: 60_000, interval: 100 };
const capturing = {
  'profile.yaml':
    'kernel: vmlinuz\ninitrds: [initrd.img]\nargs: razorurl={{ urls.postInstall }}\ncaptures: true\n',
  vmlinuz: 'the kernel',
  'initrd.img': 'the initrd',
};

const makeDatabase = () =>
  copyPostgresTemplate(inject('postgresUrl'), `test_${randomBytes(8).toString('hex')}`);

// Two servers that have nothing in common but a database and a bucket.
let folder: string;
let bucket: S3Double;
let one: TestApp;
let two: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-bucket-'));
  bucket = await S3Double.start();
  const flags = {
    database: await makeDatabase(),
    'files-place': 's3://site/boot',
    'files-credentials': bucket.writeKeys(join(folder, 'keys')),
    'secrets-key-file': join(folder, 'secrets.key'),
  };
  one = await TestApp.start(flags);
  two = await TestApp.start({ ...flags, 'files-copy-bytes': '26MiB' });
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
  bucket[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

async function granted(app: TestApp, profile: string) {
  const mac = app.newMac().replace('52:54:01', app === one ? '52:54:a1' : '52:54:a2');
  const { id } = await app.run(machineAdd, { macs: [mac] });
  await app.run(machineGrant, { machine: String(id), profiles: [profile] });
  return { id, presented: { net0: mac } };
}

async function hashOf(response: Response, onBytes: (bytes: number) => void = () => undefined) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    hash.update(chunk);
    onBytes((bytes += chunk.length));
  }
  return hash.digest('hex');
}

const figure = async (app: TestApp, name: string) =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await app.askSocket('/metrics')).text)?.[1]);

it('send an image to a hundred machines as it comes, each piece of it read once', async () => {
  const disk = Buffer.alloc(17 * mebibyte, 'netberth');
  await one.import('image1', { ...installer, 'disk.raw': disk });
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  bucket.gate = async (key) => (key.endsWith('/000001') ? await opened : undefined);
  let begun = 0;
  const asking = Array.from({ length: 100 }, async () => {
    const response = await fetch(`${two.bootUrl}/images/image1/disk.raw`);
    expect(response.headers.get('content-length')).toBe(String(disk.length));
    let hasBegun = false;
    return await hashOf(response, () => {
      if (!hasBegun) begun += 1;
      hasBegun = true;
      if (begun === 100) open();
    });
  });
  const hashes = new Set(await Promise.all(asking));
  expect([...hashes]).toEqual([createHash('sha256').update(disk).digest('hex')]);
  expect(
    bucket.reads.map((key) => key.replaceAll(/-[0-9a-f]{8}\/|\.[0-9a-f]{16}\//g, '/')).toSorted(),
  ).toEqual(['boot/images/image1/disk.raw/000000', 'boot/images/image1/disk.raw/000001']);
  expect(await figure(two, 'netberth_copies_fetched_total')).toBe(1);
});

it('have the version of a file that was fetched while it came also when it has come', async () => {
  await one.import('image2', { ...installer, 'disk.raw': Buffer.alloc(17 * mebibyte, 'berth') });
  const first = await fetch(`${two.bootUrl}/images/image2/disk.raw`);
  await first.body?.cancel();
  await expect.poll(() => figure(two, 'netberth_copies_fetched_total'), soon).toBe(2);
  const headers = { range: 'bytes=17825780-', 'if-range': first.headers.get('etag') ?? '' };
  const rest = await fetch(`${two.bootUrl}/images/image2/disk.raw`, { headers });
  expect([rest.status, await rest.text()]).toEqual([206, 'berthberthbe'.slice(-12)]);
});

it('keep within the room that copies may take, and fetch what was removed again', async () => {
  await one.import('image3', { ...installer, 'disk.raw': Buffer.alloc(8 * mebibyte, 'dock') });
  two.nowMs += 3_600_000;
  await hashOf(await fetch(`${two.bootUrl}/images/image3/disk.raw`));
  await expect.poll(() => figure(two, 'netberth_copies_bytes'), soon).toBe(25 * mebibyte);
  expect(await figure(two, 'netberth_copies_removed_total')).toBe(1);
  const again = await fetch(`${two.bootUrl}/images/image1/disk.raw`);
  expect([again.status, (await again.text()).length]).toEqual([200, 17 * mebibyte]);
});

it('make a profile at one server of the disk that the other was sent, and boot it from either', async () => {
  await one.import('rescue', capturing);
  const machine = await granted(two, 'rescue');
  const { bootId } = await two.boot(machine.presented);
  const disk = gzipSync('the disk of the machine');
  const path = `/capture?id=${machine.id}&bootid=${bootId}`;
  expect((await two.ask({ path, method: 'PUT', body: disk })).status).toBe(200);
  const waiting = async () => (await one.run(captureList, {})).captures.map((capture) => capture.machine);
  await expect.poll(waiting, soon).toEqual([machine.id]);
  await one.run(profileCapture, { name: 'golden', machine: machine.id });
  for (const app of [one, two]) {
    const sent = await fetch(`${app.bootUrl}/images/golden/disk.img.gz`);
    expect(gunzipSync(await sent.bytes()).toString()).toBe('the disk of the machine');
  }
  await expect.poll(async () => (await two.run(captureList, {})).captures, soon).toEqual([]);
  expect(bucket.keys.filter((key) => key.startsWith('boot/captures/'))).toEqual([]);
});

it('remove at one server the captured disk that the other was sent', async () => {
  const machine = await granted(two, 'rescue');
  const { bootId } = await two.boot(machine.presented);
  const path = `/capture?id=${machine.id}&bootid=${bootId}`;
  await two.ask({ path, method: 'PUT', body: gzipSync('another disk') });
  await expect.poll(async () => (await one.run(captureList, {})).captures.length, soon).toBe(1);
  await one.run(captureRemove, { machine: machine.id });
  const copy = join(two.data, 'captures', `${machine.id}.img.gz`);
  await expect.poll(() => existsSync(copy), soon).toBe(false);
  expect(bucket.keys.filter((key) => key.startsWith('boot/captures/'))).toEqual([]);
});

it('serve at one server the firmware that was installed at the other, and the next one after it', async () => {
  for (const extra of ['first', 'second']) {
    const from = folderOf({ 'ipxe.efi': fakeIpxe(0x8664), 'isohdpfx.bin': extra });
    await one.run(firmwareInstall, { from });
    rmSync(from, { recursive: true });
    await expect.poll(async () => (await two.ask('/firmware/isohdpfx.bin')).text, soon).toBe(extra);
  }
  const names = (app: TestApp) =>
    app.run(firmwareStatus, {}).then(({ files }) => files.map(({ file }) => file).toSorted());
  expect(await names(two)).toEqual(await names(one));
  const sets = new Set(bucket.keys.flatMap((key) => /^boot\/firmware-sets\/([^/]+)\//.exec(key)?.[1] ?? []));
  expect(sets.size).toBe(2);
});

it('say of keys that are not there, and of wrong ones, which file to look at', async () => {
  const flags = { database: await makeDatabase(), 'files-place': 's3://site/boot' };
  const absent = join(folder, 'absent');
  await expect(TestApp.start({ ...flags, 'files-credentials': absent })).rejects.toThrow(
    `write aws_access_key_id and aws_secret_access_key under [default] of ${absent}`,
  );
  const wrong = bucket.writeKeys(join(folder, 'wrong'), 'AKOTHER');
  const app = await TestApp.start({ ...flags, 'files-credentials': wrong });
  await expect(app.import('image1', installer)).rejects.toThrow(/NB8951.*aws_access_key_id in the file/s);
  await app.stop();
});
