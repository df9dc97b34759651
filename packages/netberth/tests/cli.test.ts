import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bootSchema,
  machineExplain,
  machineHistorySchema,
  machineSchema,
  tokenSchema,
  profileSchema,
} from '@netberth/api';
import { planIso, readAt } from '@netberth/disk-image';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { netberth, RunningServer } from './command.ts';
import type { Ended } from './command.ts';

let folder: string;
let server: RunningServer;
const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
const run = (...words: string[]): Promise<Ended> => netberth(words, folder);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-cli-'));
  server = await RunningServer.start(['--data', 'data', ...listen], folder);
  for (const name of ['wipe', 'image1']) {
    mkdirSync(join(folder, 'images', name), { recursive: true });
    writeFileSync(
      join(folder, 'images', name, 'profile.yaml'),
      'kernel: vmlinuz\nargs: bootid={{ boot.id }}\n',
    );
    writeFileSync(join(folder, 'images', name, 'vmlinuz'), `the kernel of ${name}`);
  }
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** An ISO in the layout of a DVD of Red Hat's kin. */
function rockyDisc(): Uint8Array {
  const files = ['images/pxeboot/vmlinuz', 'images/pxeboot/initrd.img', 'images/install.img'].map((path) => ({
    path,
    content: Buffer.from(path),
  }));
  const tree = Buffer.from('[general]\nname = Rocky Linux 9.4\narch = x86_64\n');
  const packages = { path: 'BaseOS/repodata/repomd.xml', content: Buffer.from('<repomd/>') };
  const outcome = planIso({
    volumeId: 'ROCKY',
    epochSeconds: 1_700_000_000,
    files: [...files, { path: '.treeinfo', content: tree }, packages],
  });
  if (outcome.kind === 'refused') throw new Error('no disc');
  return readAt(outcome.plan, 0, outcome.plan.sizeBytes);
}

function jsonOf<Shape extends z.ZodType>(schema: Shape, ended: Ended): z.output<Shape> {
  expect([ended.exitCode, ended.err]).toEqual([0, '']);
  return schema.parse(JSON.parse(ended.out));
}

async function boot(mac: string): Promise<string> {
  return await (await fetch(`${server.bootUrl}/bootstrap?net0=${mac}`)).text();
}

describe('beside a server that runs', () => {
  const mac = '52:54:00:00:00:01';

  test('an ISO is recognised: what it is, how it boots, what is to be known, and what to do next', async () => {
    const name = 'Rocky 9.4.iso';
    writeFileSync(join(folder, name), rockyDisc());
    const dry = await run('profile', 'import', name, '--dry-run');
    const about =
      'It is Rocky Linux 9.4: kernel and initrd come from the disc; the installer takes its packages from the tree of the disc.\n';
    expect([dry.exitCode, dry.out]).toEqual([
      0,
      'Nothing was imported: Rocky-9.4 would boot as disc-anaconda, and needs a grant.\n',
    ]);
    expect(dry.err).toContain(about);
    const sums = `${createHash('sha256').update(rockyDisc()).digest('hex')} *${name}\n`;
    writeFileSync(join(folder, 'SHA256SUMS'), sums);
    const imported = await run('profile', 'import', name, '--name', 'rocky');
    expect(imported.err).toContain(`${about}Note: its checksum is compared with SHA256SUMS\n`);
    expect(imported.err).toMatch(/^sent 100 % \(/m);
    expect(imported.out).toBe(
      [
        'Imported rocky: 5 files, 80.1 KiB, checksums verified.',
        'Next: netberth machine grant ID rocky',
        'Unattended: netberth profile create NAME --disc rocky --answers default --set …',
        '',
      ].join('\n'),
    );
    const wrong = await run('profile', 'import', name, '--name', 'wrong', '--sha256', '0'.repeat(64));
    expect([wrong.exitCode, wrong.err]).toEqual([
      1,
      expect.stringContaining('Rocky-9.4.iso is not what Rocky-9.4.iso.sha256 says: the sha256 0000'),
    ]);
  });

  test('a folder is imported as a profile', async () => {
    const imported = await run('profile', 'import', 'images/wipe');
    expect([imported.exitCode, imported.out.split('\n')[0]]).toEqual([0, expect.stringContaining('wipe')]);
    expect(imported.err).toContain('Importing images/wipe as wipe');
    const profile = jsonOf(profileSchema, await run('profile', 'import', 'images/image1', '--json'));
    expect(profile).toMatchObject({
      name: 'image1',
      destructive: true,
      spec: { method: 'linux', kernel: 'vmlinuz' },
    });
    expect(profile.files.map(({ path, role }) => [path, role])).toEqual([
      ['profile.yaml', 'other'],
      ['vmlinuz', 'kernel'],
    ]);
  });

  test('a profile that exists is refused: exit 1, and what to do', async () => {
    const { exitCode, out, err } = await run('profile', 'import', 'images/wipe');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(
      'netberth profile import: there is a profile "wipe" already. Say --replace to put the new one in its place, or take another name.\nNB3010: docs/errors.md#nb3010\n',
    );
  });

  test('the list of machines is an array with what programs need', async () => {
    expect(jsonOf(z.array(machineSchema), await run('machine', 'list', '--json'))).toEqual([]);
    await boot(mac);
    const [machine] = jsonOf(z.array(machineSchema), await run('machine', 'list', '--json'));
    expect(machine).toMatchObject({
      id: 1,
      state: 'new',
      macs: [mac],
      serial: null,
      uuid: null,
      hostname: null,
      labels: {},
    });
  });

  test('grant, explain, boot, revoke', async () => {
    const granted = jsonOf(
      machineSchema,
      await run('machine', 'grant', '1', 'wipe,image1', '--expires', '2d', '--json'),
    );
    expect([granted.state, granted.grant?.steps]).toEqual(['granted', ['wipe', 'image1']]);
    const explained = jsonOf(machineExplain.output, await run('machine', 'explain', mac, '--json'));
    expect(explained).toMatchObject({
      machineId: 1,
      decision: 'profile',
      profile: 'wipe',
      reasonCode: 'NB1006',
      step: 0,
    });
    const human = await run('machine', 'explain', '1');
    expect(human.out).toContain('Machine 1 would get: wipe (step 1)');
    expect(await boot(mac)).toMatch(/^kernel b\/\d+\/images\/wipe\/vmlinuz /m);
    const again = await run('machine', 'grant', '1', 'image1');
    expect([again.exitCode, again.err.split('\n')[1]]).toEqual([1, 'NB3006: docs/errors.md#nb3006']);
    const revoked = jsonOf(
      machineSchema,
      await run('machine', 'revoke', '1', '--reason', 'not today', '--json'),
    );
    expect([revoked.state, revoked.grant]).toEqual(['new', null]);
  });

  test('show has the history, with the boots and without their secrets', async () => {
    const shown = jsonOf(machineHistorySchema, await run('machine', 'show', '1', '--json'));
    expect(shown.boots.map((one) => [bootSchema.parse(one).decision, one.profile])).toEqual([
      ['profile', 'wipe'],
      ['wait', null],
    ]);
    expect(shown.boots[0]?.script).toContain('bootid=[boot-id]');
    const human = await run('machine', 'show', '1');
    expect(human.exitCode).toBe(0);
    expect(human.out).toContain(mac);
  });

  test('a refusal names the verb that was typed, whatever the server calls what is behind it', async () => {
    const refused = await run('media', 'create', '--machine', '1', '-o', 'x.iso', '--ip', '192.0.2.300/24');
    expect([refused.exitCode, refused.err]).toEqual([
      1,
      `netberth media create: the input is not usable. The fields below say what is wanted.
  --boot-url: is missing: the URL at which machines reach the server; the setting bootUrl is not set
NB3001: docs/errors.md#nb3001
`,
    ]);
    expect(await run('machine', 'grant', 'nonesuch', '--label', 'rack=7')).toMatchObject({
      err: expect.stringMatching(/^netberth machine grant: there is no profile "nonesuch"/),
    });
  });

  test('a token lets the same command in from elsewhere, with what it may do', async () => {
    const made = await run('token', 'create', 'ci', '--permissions', 'machine:read', '--json');
    const { token, server: url } = jsonOf(z.object({ token: z.string(), server: z.string() }), made);
    expect(url).toBe(server.adminUrl);
    const remote = (...words: string[]) =>
      netberth([...words, '--server', server.adminUrl], folder, { NETBERTH_TOKEN: token });
    expect(jsonOf(z.array(machineSchema), await remote('machine', 'list', '--json')).length).toBe(1);
    const refused = await remote('machine', 'grant', '1', 'wipe');
    expect([refused.exitCode, refused.err]).toEqual([
      1,
      'netberth machine grant: "machine grant" needs the permission machine:grant, which token:ci does not have. Ask somebody who has it, or for a token with it.\nNB3003: docs/errors.md#nb3003\n',
    ]);
    const nobody = await netberth(['machine', 'list', '--server', server.adminUrl], folder);
    expect([nobody.exitCode, nobody.err]).toEqual([
      1,
      'netberth machine list: no valid token or session came with the request. In a browser: sign in. Else give a token, which netberth token create makes: NETBERTH_TOKEN or --token TOKEN, by HTTP as Authorization: Bearer TOKEN.\nNB3002: docs/errors.md#nb3002\n',
    ]);
  });

  test('every change takes a reason, which stands in the audit log', async () => {
    const words = [
      'role',
      'set',
      'night',
      '--permissions',
      'machine:hold',
      '--reason',
      'ticket 7, für die Nacht',
    ];
    expect((await run(...words)).exitCode).toBe(0);
    const recordSchema = z.object({ command: z.string(), reason: z.string().nullable() });
    const [newest] = jsonOf(
      z.array(recordSchema),
      await run('audit', 'list', '--command', 'role.set', '--json'),
    );
    expect(newest).toEqual({ command: 'role.set', reason: 'ticket 7, für die Nacht' });
  });

  test('the text of a template may come through a pipe', async () => {
    const create = ['profile', 'create', 'deb', '--product', 'debian', '--release', 'trixie'];
    expect((await run(...create, '--input', 'preseed=d-i a string b')).exitCode).toBe(0);
    const lines = 'd-i a string b\nd-i c string d\n';
    const edited = await netberth(
      ['profile', 'edit', 'deb', 'preseed.cfg', '--text', '-'],
      folder,
      {},
      lines,
    );
    expect([edited.exitCode, edited.err]).toEqual([0, '']);
    expect((await run('profile', 'texts', 'deb')).out).toContain(lines);
    expect((await run('profile', 'remove', 'deb')).exitCode).toBe(0);
  });

  test('checks that find something wrong exit with 1', async () => {
    expect((await run('audit', 'verify')).exitCode).toBe(0);
    expect((await run('profile', 'check', 'wipe')).exitCode).toBe(0);
    writeFileSync(join(folder, 'data', 'images', folderOf('wipe'), 'vmlinuz'), 'changed');
    const { exitCode, out } = await run('profile', 'check', 'wipe');
    expect([exitCode, out]).toEqual([1, expect.stringContaining('vmlinuz has changed')]);
  });

  function folderOf(name: string): string {
    return readdirSync(join(folder, 'data', 'images')).find((each) => each.startsWith(`${name}-`)) ?? '';
  }
});

describe('wrong use exits with 2 and says what is right, on stderr', () => {
  test.each([
    [['machine'], 'machine'],
    [['nonsense'], 'nonsense'],
    [['machine', 'nonsense'], 'nonsense'],
    [['machine', 'grant'], 'machine'],
    [['machine', 'grant', '1'], 'profiles'],
    [['machine', 'list', '--nonsense'], '--nonsense'],
    [['machine', 'list', '--limit', 'many'], 'limit'],
    [['machine', 'add', '--macs', 'nonsense'], 'nonsense'],
    [['machine', 'grant', '1', 'wipe', '--expires', 'soon'], 'expires'],
    [['serve', '--boot-listen'], 'boot-listen'],
  ])('%j', async (words, mentioned) => {
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(mentioned);
    expect(err).not.toMatch(/\n\s+at .*:\d+/);
  });

  test('help and version are no errors', async () => {
    for (const words of [['--help'], ['machine', 'grant', '--help'], ['--version']]) {
      const { exitCode, err } = await run(...words);
      expect([exitCode, err]).toEqual([0, '']);
    }
  });
});

describe('what is refused or fails exits with 1', () => {
  test.each([
    [
      ['machine', 'show', '999'],
      'netberth machine show: there is no machine "999". See netberth machine list',
    ],
    [['machine', 'grant', '1', 'none'], 'netberth machine grant: there is no profile "none".'],
    [['profile', 'import', 'no-such-folder'], 'no-such-folder'],
    [['machine', 'import', 'no-such-file'], 'no-such-file'],
    [['machine', 'list', '--server', 'http://127.0.0.1:1'], 'http://127.0.0.1:1'],
  ])('%j', async (words, mentioned) => {
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(mentioned);
    expect(err).not.toMatch(/\n\s+at .*:\d+/);
  });
});

test('where there is neither server nor data folder, nothing is made, and the way out is named', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'netberth-empty-'));
  const { exitCode, out, err } = await netberth(['machine', 'list'], empty);
  expect([exitCode, out, err]).toEqual([
    1,
    '',
    'No server answers and there is no data folder ./data here.\nStart one with `netberth serve`, or name one with --data DIR or --server URL --token TOKEN.\n',
  ]);
  expect(readdirSync(empty)).toEqual([]);
  rmSync(empty, { recursive: true });
});

test.each(['start', 'npx'])(
  'a server that `npm start` or `npx` started names the command as it is found in that folder (%s)',
  async (npmScript) => {
    const empty = mkdtempSync(join(tmpdir(), 'netberth-npm-'));
    const started = await RunningServer.start(listen, empty, { npm_lifecycle_event: npmScript });
    try {
      expect(started.said).toContain('Lost it? npx netberth user password admin\n');
      expect(started.said).toContain('shows up in `npx netberth machine list`.');
    } finally {
      await started.stop('SIGKILL');
      rmSync(empty, { recursive: true });
    }
  },
);

test('a server elsewhere is believed by the fingerprint that it printed, and by no other', async () => {
  const own = mkdtempSync(join(tmpdir(), 'netberth-tls-'));
  const encrypted = await RunningServer.start(['--data', 'data', '--tls-self-made', ...listen], own);
  const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(encrypted.said)?.[0] ?? 'none';
  const made = await netberth(
    ['token', 'create', 'ci', '--permissions', 'machine:read', '--json', '--data', 'data'],
    own,
  );
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(made.out));
  const words = ['machine', 'list', '--server', encrypted.adminUrl, '--token', token];

  const unknown = await netberth(words, own);
  expect([unknown.exitCode, unknown.err]).toEqual([
    1,
    `Cannot reach ${encrypted.adminUrl}: nobody has signed its certificate. Compare the fingerprint that its start prints, then name it: --fingerprint AA:BB:… (or NETBERTH_FINGERPRINT), or the certificate: --ca FILE.\n`,
  ]);
  const other = await netberth([...words, '--fingerprint', fingerprint.replace(/^../, '00')], own);
  expect([other.exitCode, other.err]).toEqual([
    1,
    expect.stringContaining(`has the fingerprint ${fingerprint}`),
  ]);
  const right = await netberth(words, own, { NETBERTH_FINGERPRINT: fingerprint.toLowerCase() });
  expect([right.exitCode, right.err]).toEqual([0, '']);
  const byFile = await netberth([...words, '--ca', join(own, 'data/keys/admin-tls.pem')], own);
  expect([byFile.exitCode, byFile.err]).toEqual([0, '']);
  await encrypted.stop('SIGKILL');
  rmSync(own, { recursive: true });
});

describe('a server that cannot start says why and exits with 1', () => {
  test('when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { exitCode, out, err } = await run(
      'serve',
      '--data',
      'other',
      '--boot-listen',
      `127.0.0.1:${port}`,
      '--admin-listen',
      '127.0.0.1:0',
    );
    other.close();
    expect([exitCode, out, err]).toEqual([
      1,
      '',
      `Cannot start: 127.0.0.1:${port} is in use by another program.\nEnd that one, or choose another with --boot-listen or --admin-listen ADDR:PORT (port 0: any free one).\n`,
    ]);
  });

  test('when another server has its data folder', async () => {
    const { exitCode, out, err } = await run('serve', '--data', 'data', ...listen);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(
      `process ${server.pid} already uses it. Stop that one, or use another --data folder.`,
    );
  });

  test('when a setting is wrong: all of them at once', async () => {
    const { exitCode, err } = await run(
      'serve',
      '--data',
      'other',
      '--boot-listen',
      'x',
      '--new-machines',
      'y',
    );
    expect(exitCode).toBe(1);
    expect(err).toContain('Cannot start: 2 settings are wrong.');
  });
});

describe('without a server', () => {
  test('a command opens the data folder itself, and leaves it for the next', async () => {
    const added = jsonOf(
      machineSchema,
      await run('machine', 'add', '--macs', '52:54:00:00:00:02', '--data', 'offline', '--json'),
    );
    expect(added.id).toBe(1);
    const listed = jsonOf(
      z.array(machineSchema),
      await run('machine', 'list', '--data', 'offline', '--json'),
    );
    expect(listed.map(({ macs }) => macs)).toEqual([['52:54:00:00:00:02']]);
    const imported = await run('profile', 'import', 'images/image1', '--data', 'offline', '--json');
    expect(jsonOf(profileSchema, imported).name).toBe('image1');
  });

  test('two commands at once wait for each other', async () => {
    const both = await Promise.all(
      ['03', '04'].map((last) =>
        run('machine', 'add', '--macs', `52:54:00:00:00:${last}`, '--data', 'offline', '--json'),
      ),
    );
    expect(both.map(({ exitCode, err }) => [exitCode, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const listed = jsonOf(
      z.array(machineSchema),
      await run('machine', 'list', '--data', 'offline', '--json'),
    );
    expect(listed.length).toBe(3);
  });

  test('what was done so is there for the server that starts then, and SIGTERM ends that with 0', async () => {
    const started = await RunningServer.start(['--data', 'offline', ...listen], folder);
    const script = await (await fetch(`${started.bootUrl}/bootstrap?net0=52:54:00:00:00:02`)).text();
    expect(script).toContain('machine 1: it is new and waits until something is granted');
    expect(await started.stop('SIGTERM')).toBe(0);
  });
});

describe('people at terminals of their own', () => {
  const signInAs = async (name: string) => {
    const added = jsonOf(
      z.object({ password: z.string() }),
      await run('user', 'add', name, '--roles', 'operator', '--json'),
    );
    const words = [
      '--server',
      server.adminUrl,
      '--user',
      name,
      '--permissions',
      'machine:read,machine:grant',
    ];
    const made = await netberth(
      ['token', 'own', 'terminal', ...words, '--json'],
      folder,
      {},
      `${added.password}\n`,
    );
    const { token } = jsonOf(z.object({ token: z.string() }), made);
    return (...verb: string[]) =>
      netberth(verb, folder, { NETBERTH_SERVER: server.adminUrl, NETBERTH_TOKEN: token });
  };

  test('one proposes to install a protected machine, and a second one approves it', async () => {
    const { id } = jsonOf(
      machineSchema,
      await run('machine', 'add', '--macs', '52:54:00:00:00:99', '--json'),
    );
    const machine = String(id);
    expect((await run('machine', 'set', machine, '--protected')).exitCode).toBe(0);
    const [one, other] = [await signInAs('one'), await signInAs('other')];
    const proposed = jsonOf(
      z.object({ proposal: z.object({ id: z.number() }) }),
      await one('machine', 'grant', machine, 'image1', '--json'),
    );
    const number = String(proposed.proposal.id);
    expect((await one('grant', 'approve', number)).err).toContain('has proposed grant');
    const waits = await other('grant', 'list', '--proposed');
    expect(waits.out).toContain('one');
    expect((await other('grant', 'approve', number)).exitCode).toBe(0);
    expect(await boot('52:54:00:00:00:99')).toContain('image1');
  });

  test('whoever has an account lists the own tokens and revokes one, and no other', async () => {
    const two = await signInAs('two');
    const account = ['--server', server.adminUrl, '--user', 'two'];
    const password = jsonOf(
      z.object({ password: z.string() }),
      await run('user', 'password', 'two', '--json'),
    );
    const own = (...words: string[]) =>
      netberth(['token', ...words, ...account], folder, {}, `${password.password}\n`);
    expect((await two('machine', 'list')).exitCode).toBe(0);
    const [token] = jsonOf(z.array(tokenSchema), await own('own-list', '--json'));
    expect([token?.name, token?.createdBy]).toEqual(['terminal', 'two']);
    expect((await own('own-list')).out).toMatch(/terminal +machine:read, machine:grant +two/);
    const other = await own('own-revoke', '1');
    expect([other.exitCode, other.err]).toEqual([
      1,
      expect.stringMatching(/^netberth token own-revoke: .*\(NB\d{4}\)\n$/),
    ]);
    expect((await own('own-revoke', String(token?.id))).out).toBe(
      `Token ${token?.id} is revoked: its next request is refused.\n`,
    );
    expect((await two('machine', 'list')).exitCode).toBe(1);
  });

  test('a wrong password makes no token, and says no more than the door does', async () => {
    const words = ['--server', server.adminUrl, '--user', 'one', '--permissions', 'machine:read'];
    const { exitCode, out, err } = await netberth(['token', 'own', 'x', ...words], folder, {}, 'wrong\n');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^netberth token own: .*\(NB\d{4}\)\n$/);
  });
});
