import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  captureList,
  captureRemove,
  machineGrant,
  machineSet,
  profileCapture,
  profileShow,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveImage, machineFilesIn } from './harness/live-image.ts';
import { TestApp, type Known } from './harness/start-app.ts';

const rescue = {
  'profile.yaml': [
    'kernel: vmlinuz',
    'initrds: [initrd.img]',
    'args: console=ttyS0 razorurl={{ urls.postInstall }}',
    'captures: true',
    '',
  ].join('\n'),
  vmlinuz: 'the kernel',
  'initrd.img': 'the initrd',
};
const disk = gzipSync('the disk of the machine');

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('rescue', rescue);
});
afterAll(() => app.stop());

const send = (machine: Known, bootId: string, body: Buffer) =>
  app.ask({ path: `/capture?id=${machine.id}&bootid=${bootId}`, method: 'PUT', body });

async function booted(profile: string): Promise<{ machine: Known; bootId: string }> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: [profile] });
  const { bootId } = await app.boot(machine.presented);
  return { machine, bootId };
}

test('a machine sends its disk, it becomes a profile, and another machine is given that disk', async () => {
  const { machine, bootId } = await booted('rescue');
  const script = (await app.call('/post-install', machine, bootId)).text;
  expect(script).toContain('# Netberth: sends the disk of machine 1 to the server');
  expect(script).toContain(
    `url='http://127.0.0.1:${app.bootPort}/capture?id=${machine.id}&bootid=${bootId}'`,
  );
  expect(script).toContain("say 'the machine id is empty'");
  const sent = await send(machine, bootId, disk);
  expect([sent.status, sent.text]).toEqual([200, `machine 1: ${disk.length} bytes of its disk are here\n`]);
  expect((await app.call('/finish', machine, bootId)).status).toBe(200);

  const [waiting] = (await app.run(captureList, {})).captures;
  expect(waiting).toMatchObject({
    ...{ machine: machine.id, profile: 'rescue', sizeBytes: disk.length, fault: null },
  });
  const made = await app.run(profileCapture, { name: 'golden', machine: machine.id });
  expect((await app.run(captureList, {})).captures).toEqual([]);
  expect(made).toMatchObject({
    destructive: true,
    spec: { method: 'linux', kernel: 'vmlinuz', initrds: ['initrd.img'] },
    postInstall: 'write-disk.liquid',
  });
  const { files } = await app.run(profileShow, { profile: 'golden' });
  expect(files.map(({ path, role }) => `${role} ${path}`)).toEqual([
    'initrd initrd.img',
    'kernel vmlinuz',
    'image disk.img.gz',
  ]);

  const other = await booted('golden');
  const writing = (await app.call('/post-install', other.machine, other.bootId)).text;
  const [, url = ''] = /^url='http:\/\/[^/]+(\S+)'\/disk\.img\.gz$/m.exec(writing) ?? [];
  const fetched = await fetch(`${app.bootUrl}${url}/disk.img.gz`);
  expect(gunzipSync(await fetched.bytes()).toString()).toBe('the disk of the machine');
  expect(await app.stateOf(other.machine)).toBe('installing');
  expect(await app.refusal(profileCapture, { name: 'again', machine: machine.id })).toContain(
    'NB8612 machine 1 has sent no disk',
  );
});

test('the discover image captures too, and what it captured is written by the same image', async () => {
  await app.import('discover', liveImage({ name: 'discover', tasks: true }));
  const { machine, bootId } = await booted('capture');
  const told = async (id: number, boot: string) =>
    machineFilesIn((await app.ask(`/config/${id}/${boot}/machine.cpio`)).text)['boot.env'];
  expect(await told(machine.id, bootId)).toMatch(
    /^NETBERTH_TASK=capture\n(.*\n)*NETBERTH_SCRIPT='http:\S+\/post-install\?id=\d+&bootid=\S+'\n$/,
  );
  const script = (await app.call('/post-install', machine, bootId)).text;
  expect(script).toContain(`# Netberth: sends the disk of machine ${machine.id} to the server`);
  expect((await send(machine, bootId, disk)).status).toBe(200);
  expect((await app.call('/finish', machine, bootId)).status).toBe(200);
  expect((await app.call('/task', machine, bootId)).text).toBe('restart\n');

  const made = await app.run(profileCapture, { name: 'live-golden', machine: machine.id });
  expect(made).toMatchObject({
    destructive: true,
    spec: { method: 'live', task: 'write', machineFiles: [] },
  });
  expect(made.files.map(({ path }) => path).sort()).toEqual([
    'disk.img.gz',
    'initrd',
    'rootfs.squashfs',
    'vmlinuz',
  ]);
  const ungranted = await app.addMachine();
  expect(await app.refusal(machineSet, { machine: String(ungranted.id), resting: 'live-golden' })).toContain(
    'destructive',
  );
  const other = await booted('live-golden');
  expect(await told(other.machine.id, other.bootId)).toContain('NETBERTH_TASK=write\n');
  expect((await app.call('/post-install', other.machine, other.bootId)).text).toContain(
    '# Netberth: writes the disk that was captured as live-golden',
  );
});

test('a disk that waits since before live images captured is made a profile of', async () => {
  const { machine, bootId } = await booted('rescue');
  await send(machine, bootId, disk);
  const path = join(app.data, 'captures', `${machine.id}.json`);
  const { spec, ...record } = JSON.parse(readFileSync(path, 'utf8')) as { spec: object };
  writeFileSync(path, JSON.stringify({ ...record, ...spec, method: undefined, captures: undefined }));
  const made = await app.run(profileCapture, { name: 'older', machine: machine.id });
  expect(made.spec).toMatchObject({ method: 'linux', kernel: 'vmlinuz', initrds: ['initrd.img'] });
});

test('a disk is taken by the boot id of a boot that captures alone, and counts as started', async () => {
  await app.import('plain', {
    'profile.yaml': 'kernel: vmlinuz\nargs: bootid={{ boot.id }}\n',
    vmlinuz: 'k',
  });
  const plain = await booted('plain');
  const refused = await send(plain.machine, plain.bootId, disk);
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('NB8610')]);
  const { machine, bootId } = await booted('rescue');
  expect((await send(machine, '0'.repeat(32), disk)).status).toBe(401);
  expect((await send(plain.machine, bootId, disk)).status).toBe(401);
  expect(await app.stateOf(machine)).toBe('granted');
  expect((await send(machine, bootId, disk)).status).toBe(200);
  expect(await app.stateOf(machine)).toBe('installing');
});

test('what is no compressed disk is refused, and the disk that was sent before stays', async () => {
  const { machine, bootId } = await booted('rescue');
  expect((await send(machine, bootId, disk)).status).toBe(200);
  const answer = await send(machine, bootId, Buffer.from('<html>'));
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('NB8611')]);
  expect((await send(machine, bootId, disk.subarray(0, 3))).status).toBe(400);
  expect((await send(machine, bootId, disk.subarray(0, -1))).status).toBe(400);
  expect((await send(machine, bootId, Buffer.alloc(0))).status).toBe(400);
  const made = await app.run(profileCapture, { name: 'kept', machine: machine.id });
  expect(made.files.at(-1)?.sizeBytes).toBe(disk.length);
});

test('no profile is made of a disk whose machine told afterwards that it could not be read to its end', async () => {
  const { machine, bootId } = await booted('rescue');
  expect((await send(machine, bootId, disk)).status).toBe(200);
  await app.call('/failed', machine, bootId, '/dev/vda cannot be read to its end');
  const { captures } = await app.run(captureList, {});
  expect(captures.find((capture) => capture.machine === machine.id)?.fault).toBe(
    'the machine told afterwards that it could not send all of it',
  );
  expect(await app.refusal(profileCapture, { name: 'partial', machine: machine.id })).toContain('NB8612');
});

test('a disk that nobody wants is removed, and with it the space that it takes', async () => {
  const { machine, bootId } = await booted('rescue');
  await send(machine, bootId, disk);
  expect(await app.run(captureRemove, { machine: machine.id })).toEqual({
    ...{ removed: machine.id, freedBytes: disk.length },
  });
  expect(existsSync(join(app.data, 'captures', `${machine.id}.img.gz`))).toBe(false);
  expect(await app.refusal(captureRemove, { machine: machine.id })).toContain('NB8612');
});
