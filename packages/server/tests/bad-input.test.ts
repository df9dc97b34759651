import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineGrant, profileList } from '@netberth/api';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp, readConfig } from '../src/index.ts';
import { installer, kiwisprayImage, tarOf, withManifest } from './harness/images.ts';
import { diskSaying, headline, profileIn } from './harness/read-script.ts';
import { ServerProcess } from './harness/server-process.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'wait' });
  await app.import('image1', { ...installer, ...withManifest('answers: { answer.yaml: answer.liquid }') });
});
afterAll(() => app.stop());

async function granted(): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
  return machine;
}

describe('a machine that tells nonsense of itself', () => {
  test.each(['52:54:00:00:00', '52:54:00:00:00:zz', 'x'.repeat(300), '52:54:00:00:00:01:02', '1;reboot'])(
    'a MAC like "%s" identifies nobody, a good one beside it does, and a person is told',
    async (net0) => {
      const alone = await app.boot({ net0 });
      expect(headline(alone.script)).toMatch(/^NB1104: unknown machine:/);
      const machine = await app.addMachine();
      const { script } = await app.boot({ net0, net1: machine.mac });
      expect(headline(script)).toContain(`machine ${machine.id}:`);
      expect((await app.show(machine)).macs).toEqual([machine.mac]);
      expect(await app.alertsOf(machine)).toEqual([
        `note: machine ${machine.id} sent what is not usable: net0 is not a MAC address`,
      ]);
    },
  );

  test('a serial number of 300 characters is none, and a person is told', async () => {
    const machine = await app.addMachine();
    const { script } = await app.boot({ ...machine.presented, serial: 'S'.repeat(300) });
    expect(headline(script)).toContain(`machine ${machine.id}:`);
    expect((await app.show(machine)).serial).toBeNull();
    expect(await app.alertsOf(machine)).toEqual([
      `note: machine ${machine.id} sent what is not usable: serial is longer than 128 characters or holds control characters`,
    ]);
  });

  test('nothing at all is the disk, and a person is told', async () => {
    expect((await app.boot({})).script).toBe(
      diskSaying(
        'NB1104: unknown machine: nothing in the request identifies this machine; it boots its own disk',
        'The request must carry a MAC, a UUID or a serial number: chain to /bootstrap.ipxe, which sends them.',
      ),
    );
    const anonymous = (await app.events()).filter(({ kind }) => kind === 'anonymous');
    expect(anonymous.map(({ severity, machineId }) => [severity, machineId])).toEqual([['alert', null]]);
  });

  test('the same value twice is as good as none', async () => {
    const machine = await app.addMachine();
    const { text } = await app.ask(`/bootstrap?net0=${machine.mac}&serial=A&serial=B&uuid=1&uuid=2`);
    expect(headline(text)).toContain(`machine ${machine.id}:`);
  });
});

describe('an installer that calls wrongly', () => {
  test('without an id', async () => {
    const machine = await granted();
    const { bootId } = await app.boot(machine.presented);
    for (const path of ['/finish', '/failed', '/post-install', '/state', '/update']) {
      const method = path === '/update' ? 'POST' : 'GET';
      const { status, text } = await app.ask({ method, path: `${path}?bootid=${bootId}` });
      expect([status, text]).toEqual([
        404,
        `Netberth NB2001: the request has no id\nCall it as ${path}?id=ID&bootid=BOOTID.\n`,
      ]);
    }
    expect((await app.show(machine)).grant).toMatchObject({ step: 0, starts: 0 });
  });

  test.each(['', 'x', '0'.repeat(32), 'f'.repeat(5000), '%00', "' or 1=1 --"])(
    'with the boot id "%s"',
    async (bootId) => {
      const machine = await granted();
      await app.boot(machine.presented);
      const { status, text } = await app.call('/finish', machine, encodeURIComponent(bootId));
      expect([status, text.split('\n')[0]]).toEqual([
        401,
        `Netberth NB2002: the boot id is not one of machine ${machine.id}`,
      ]);
      expect((await app.show(machine)).grant).toMatchObject({ step: 0 });
    },
  );

  test('with an id twice, or one that is no number', async () => {
    for (const id of ['1&id=2', '1e3', '01', '1.0', '%201', '9'.repeat(20), '%31%00']) {
      expect((await app.ask(`/finish?id=${id}&bootid=x`)).status).toBeGreaterThanOrEqual(401);
      expect((await app.ask(`/finish?id=${id}&bootid=x`)).status).toBeLessThanOrEqual(404);
    }
  });

  test('after its grant has expired: no answer file, the machine boots its disk, and a person is told', async () => {
    const machine = await granted();
    const { bootId } = await app.boot(machine.presented);
    app.nowMs += 5 * 3_600_000;
    expect((await app.ask(`/config/${machine.id}/${bootId}/answer.yaml`)).status).toBe(409);
    expect(profileIn((await app.boot(machine.presented)).script)).toBeNull();
    expect(await app.alertsOf(machine)).toEqual([
      expect.stringMatching(
        /^alert: NB1112: machine \d+: grant \d+ expired before it was used up; it boots its own disk$/,
      ),
    ]);
  });
});

describe('a profile', () => {
  test('that is unknown is refused where it is asked for', async () => {
    const machine = await app.addMachine();
    expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['none'] })).toMatch(
      /^NB3009 there is no profile "none"\./,
    );
    expect((await app.ask('/images/none/x')).status).toBe(404);
  });

  test('whose template has an unknown variable is refused when it is granted', async () => {
    const template = '#!ipxe\nkernel x @nonsense@\nboot\n';
    const { warnings } = await app.import('nonsense', { ...kiwisprayImage, 'host.tmpl': template });
    expect(warnings).toContain('host.tmpl shows @nonsense@: no such placeholder, it stays as it is');
    await app.import('liquid', {
      ...installer,
      ...withManifest('answers: { a: a.liquid }'),
      'a.liquid': '{{ nonsense }}',
    });
    const machine = await app.addMachine();
    expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['liquid'] })).toMatch(
      /^NB3013 liquid cannot be rendered for machine \d+: a: undefined variable: nonsense/,
    );
  });
});

describe('an archive is refused, and nothing of it is left, when', () => {
  async function tarWith(entries: (Partial<Header> & { name: string; content?: string })[]): Promise<Buffer> {
    const tar = pack();
    for (const { content = '', ...header } of entries) tar.entry({ mtime: new Date(0), ...header }, content);
    tar.finalize();
    return await buffer(tar);
  }
  const manifest = { name: 'profile.yaml', content: 'kernel: vmlinuz\n' };
  const kernel = { name: 'vmlinuz', content: 'k' };

  const refused: [string, () => Promise<Buffer>, RegExp][] = [
    [
      'it is cut off',
      async () => (await tarOf({ ...installer, big: 'x'.repeat(5000) })).subarray(0, 6000),
      /NB3012/,
    ],
    ['it is empty', async () => Buffer.alloc(0), /NB3012/],
    ['it is no tar', async () => Buffer.from('hello'.repeat(1000)), /NB3012/],
    [
      'a link leads out',
      () => tarWith([manifest, kernel, { name: 'x', type: 'symlink', linkname: '../../../etc/passwd' }]),
      /NB3012.*\bx\b/,
    ],
    [
      'a link is absolute',
      () => tarWith([manifest, kernel, { name: 'x', type: 'symlink', linkname: '/etc/passwd' }]),
      /NB3012.*\bx\b/,
    ],
    [
      'a hard link leads out',
      () => tarWith([manifest, kernel, { name: 'x', type: 'link', linkname: '../keys/audit.key' }]),
      /NB3012.*\bx\b/,
    ],
    [
      'a name is absolute',
      () => tarWith([manifest, kernel, { name: '/etc/x', content: 'x' }]),
      /NB3012.*etc\/x/,
    ],
    [
      'a name leads out',
      () => tarWith([manifest, kernel, { name: '../x', content: 'x' }]),
      /NB3012.*\.\.\/x/,
    ],
    [
      'it holds a device',
      () => tarWith([manifest, kernel, { name: 'x', type: 'character-device' }]),
      /NB3012.*\bx\b/,
    ],
    [
      'a checksum is wrong',
      () => tarOf({ ...installer, 'disk.raw.sha256': `${'0'.repeat(64)}  disk.raw\n` }),
      /NB3012.*disk\.raw/,
    ],
    ['its manifest names a file that is not there', () => tarWith([manifest]), /NB3012.*vmlinuz/],
    [
      'its manifest is not YAML',
      () => tarWith([{ name: 'profile.yaml', content: 'kernel: [' }, kernel]),
      /NB3012.*profile\.yaml/,
    ],
  ];
  test.each(refused)('%s', async (_, make, why) => {
    const before = filesIn(app.data);
    const answer = await app.upload('bad', await make());
    expect(answer.status).toBe(422);
    expect(refusalIn(answer)).toMatch(why);
    expect(filesIn(app.data)).toEqual(before);
    expect((await app.run(profileList, {})).profiles.map(({ name }) => name)).not.toContain('bad');
  });

  test('its profile exists already, unless it is said to replace it', async () => {
    const before = filesIn(app.data);
    const answer = await app.upload('image1', await tarOf(installer));
    expect(refusalIn(answer)).toBe(
      'NB3010 there is a profile "image1" already. Say --replace to put the new one in its place, or take another name.',
    );
    expect(filesIn(app.data)).toEqual(before);
  });

  test('the client leaves half-way', async () => {
    const before = filesIn(app.data);
    const socketPath = join(app.data, 'admin.sock');
    const headers = { 'content-type': 'application/x-tar', 'content-length': 1_000_000 };
    const sent = request({ socketPath, method: 'PUT', path: '/api/v1/profiles/half/image', headers });
    sent.on('error', () => undefined);
    sent.write(await tarOf(installer));
    await expect.poll(() => filesIn(app.data).length).toBeGreaterThan(before.length);
    sent.destroy();
    await expect.poll(() => filesIn(app.data)).toEqual(before);
  });

  test.each(['new', 'finished', 'disk', 'a/b', '..', '.hidden', 'a b', 'a,b', '', 'x'.repeat(65)])(
    'its name would be "%s"',
    async (name) => {
      const answer = await app.upload(encodeURIComponent(name), await tarOf(installer));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    },
  );
});

function filesIn(data: string): string[] {
  return ['images', 'incoming']
    .flatMap((folder) =>
      readdirSync(join(data, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`),
    )
    .sort();
}

describe('paths of files that lead out of the profile are refused', () => {
  const secrets = [
    '../../keys/audit.key',
    '..%2f..%2fkeys%2faudit.key',
    '%2e%2e/%2e%2e/keys/audit.key',
    '%2e%2e%2f%2e%2e%2fkeys/audit.key',
    '..%5c..%5ckeys',
    '....//keys',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    '..%252f..%252fkeys',
    'vmlinuz/../../x',
    '.%00./x',
    '%c0%ae%c0%ae/x',
    'vmlinuz%00.txt',
  ];
  test.each(secrets.flatMap((path) => [`/images/image1/${path}`, `/b/1/images/image1/${path}`]))(
    '%s',
    async (path) => {
      const { status, text } = await app.ask(path);
      expect([400, 403, 404]).toContain(status);
      expect(text).toMatch(/^Netberth NB/);
    },
  );

  test.each([
    '/images/../keys/audit.key',
    '/images/%2e%2e/keys/audit.key',
    '/images/..%2f..%2fkeys/audit.key',
    '/../keys/audit.key',
    '/images//etc/passwd',
  ])('%s', async (path) => {
    expect((await app.ask(path)).status).toBe(404);
  });

  test('a link that somebody put there', async () => {
    const folder = readdirSync(join(app.data, 'images')).find((name) => name.startsWith('image1-')) ?? '';
    symlinkSync(join(app.data, 'keys', 'audit.key'), join(app.data, 'images', folder, 'key'));
    const { status, text } = await app.ask('/images/image1/key');
    expect([status, text]).toEqual([
      403,
      'Netberth NB2017: cannot serve "key": it is a link out of the profile; put the file itself into the profile.\n',
    ]);
    rmSync(join(app.data, 'images', folder, 'key'));
  });
});

describe('a hostile Host header', () => {
  const hosts = [
    'x.999',
    '[::::]',
    'a:99999',
    'a b',
    'a/b',
    'evil.example/x?',
    'a@b',
    '${shell}',
    'a"b',
    "a'b",
    '-a',
    'a..',
    'x'.repeat(300),
    '',
  ];
  test.each(hosts)('"%s" reaches no script and no answer file', async (host) => {
    await app.import('kiwi1', kiwisprayImage, { replace: true });
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['kiwi1', 'image1'] });
    const path = `/bootstrap?net0=${machine.mac}`;
    const { text } = await app.ask({ path, headers: { host } });
    expect(profileIn(text)).toBe('kiwi1');
    expect(text).toContain(`\nkernel ${app.bootUrl}/images/kiwi1/pxeboot.kernel `);
    const bootId = /bootid=([0-9a-f]{32})/.exec(text)?.[1] ?? '';
    const postInstall = await app.ask({
      path: `/post-install?id=${machine.id}&bootid=${bootId}`,
      headers: { host },
    });
    expect(postInstall.text).toContain(`curl '${app.bootUrl}/finish?`);
  });

  test('a plain one is how the machine reaches the server, and is never kept', async () => {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['kiwi1'] });
    const path = `/bootstrap?net0=${machine.mac}`;
    for (const host of ['boot.example:8080', '192.0.2.1', '[2001:db8::1]:80']) {
      const { text } = await app.ask({ path, headers: { host } });
      const shown = new URL(`http://${host}`);
      expect(text).toContain(`\nkernel http://${shown.hostname}:${shown.port || '80'}/images/kiwi1/`);
    }
    expect((await app.boot(machine.presented)).script).toContain(`\nkernel ${app.bootUrl}/images/kiwi1/`);
  });
});

describe('more than one machine would send', () => {
  test('10,000 requests at once from one address are all answered, over bounded connections', async () => {
    const machines: Known[] = [];
    for (let count = 0; count < 10; count += 1) machines.push(await app.addMachine());
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    const asked = Array.from({ length: 1000 }, () => machines.map(({ presented }) => app.boot(presented)));
    const answers = await Promise.all(asked.flat());
    expect(new Set(answers.map(({ script }) => headline(script).split(':')[0]))).toEqual(new Set(['NB1003']));
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
  }, 30_000);

  test('a log of an installer that is too long is cut, and the failure is heard', async () => {
    const machine = await granted();
    const { bootId } = await app.boot(machine.presented);
    const { status } = await app.call('/failed', machine, bootId, `first line\n${'x'.repeat(1_000_000)}`);
    expect(status).toBe(200);
    const { boots, state } = await app.show(machine);
    expect([state, boots[0]?.callbacks[0]?.detail.length]).toEqual(['failed', 65_536]);
  });

  test('a body of 1 GB ends early, and the server keeps little of it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'netberth-big-'));
    const server = await ServerProcess.start(data);
    await server.boot.ask('/bootstrap.ipxe');
    const before = residentBytes(server.pid);
    for (const path of ['/failed?id=1&bootid=x', '/nothing', '/bootstrap']) {
      const sentBytes = await sendGigabyte(server.bootPort, path);
      expect(sentBytes).toBeLessThan(200 * 1024 * 1024);
    }
    expect(residentBytes(server.pid) - before).toBeLessThan(150 * 1024 * 1024);
    expect((await server.boot.ask('/bootstrap.ipxe')).status).toBe(200);
    await server.kill();
    rmSync(data, { recursive: true });
  }, 30_000);

  test('a stranger’s body at the admin plane is not read', async () => {
    const app = await TestApp.start({});
    const body = 'x'.repeat(65 * 1024 * 1024);
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const { status, text } = await app.askAdmin({
      method: 'POST',
      path: '/api/v1/machines',
      headers: { ...headers, authorization: 'Bearer none' },
    });
    expect([status, text]).toEqual([401, expect.stringContaining('NB3002')]);
    await app.stop();
  });

  function residentBytes(pid: number): number {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  }

  /** @returns how much of it the server took before it answered or closed */
  async function sendGigabyte(port: number, path: string): Promise<number> {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path });
    const answer = { isOver: false };
    const over = new Promise<void>((resolve) => {
      const end = () => {
        answer.isOver = true;
        resolve();
      };
      sent.on('error', end);
      sent.on('close', end);
      sent.on('response', (response) => response.resume().on('end', end));
    });
    let bytes = 0;
    while (!answer.isOver && bytes < 1024 * chunk.length) {
      bytes += chunk.length;
      if (!sent.write(chunk))
        await Promise.race([over, new Promise((resolve) => sent.once('drain', resolve))]);
    }
    sent.destroy();
    return bytes;
  }
});

test('a second server on the same data folder is refused, and the first goes on', async () => {
  const read = readConfig({ environment: {}, flags: { data: app.data, 'log-level': 'fatal' } });
  if (!read.ok) throw new Error(read.problems.join());
  await expect(buildApp(read.config)).rejects.toThrow(
    `Starting Netberth on "${app.data}": process ${process.pid} already uses it. Stop that one, or use another --data folder.`,
  );
  expect((await app.ask('/bootstrap.ipxe')).status).toBe(200);
});

describe('a disk that is full', () => {
  /** A file system of its own, if this user may mount one; else the test says so. */
  function mountTiny(): { folder: string; unmount: () => void } | undefined {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      rmSync(folder, { recursive: true });
      return undefined;
    }
    return {
      folder,
      unmount: () => {
        execFileSync('umount', ['--lazy', folder]);
        rmSync(folder, { recursive: true });
      },
    };
  }
  const tiny = mountTiny();
  afterAll(() => tiny?.unmount());

  test(
    tiny === undefined
      ? 'is not tested here: this user may not mount a tmpfs'
      : 'refuses an image that does not fit, still boots what was there, and tells machines that the server failed',
    () => (tiny === undefined ? expect(tiny).toBeUndefined() : fillUp(tiny.folder)),
  );

  async function fillUp(folder: string): Promise<void> {
    const data = join(folder, 'data');
    mkdirSync(data);
    const full = await TestApp.start({ data });
    await full.import('image1', { ...installer, ...withManifest() });
    const machine = await full.addMachine();
    await full.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const answer = await full.upload('big', await tarOf({ ...installer, big: Buffer.alloc(8_000_000) }));
    expect(answer.status).toBe(422);
    expect(refusalIn(answer)).toMatch(/^NB3012 .*space/);
    expect(profileIn((await full.boot(machine.presented)).script)).toBe('image1');

    writeFileSync(join(folder, 'filler'), fillerFor(folder));
    let script = '';
    for (let boots = 0; boots < 2000 && !script.includes('NB1190'); boots++) {
      ({ script } = await full.boot(machine.presented));
    }
    expect(headline(script)).toBe('NB1190: the server could not decide: an error of the server, see its log');
    rmSync(join(folder, 'filler'));
    expect(profileIn((await full.boot(machine.presented)).script)).toBe('image1');
    expect((await full.show(machine)).grant).toMatchObject({ starts: 0, step: 0, status: 'live' });
    await full.stop();
  }

  /** All but a little of what is free. */
  function fillerFor(folder: string): Buffer {
    const free = Number(execFileSync('df', ['--output=avail', '-B1', folder]).toString().split('\n')[1]);
    return Buffer.alloc(Math.max(free - 65_536, 0));
  }
});
