import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { startFakeServer, type FakeServer } from './connect/fake-server.ts';
import { runCommandLine } from './run-command-line.ts';

const disposals: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

async function fakeServer(...parameters: Parameters<typeof startFakeServer>): Promise<FakeServer> {
  const server = await startFakeServer(...parameters);
  disposals.push(() => server.dispose());
  return server;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'netberth-run-'));
  disposals.push(() => rm(folder, { recursive: true }));
  return folder;
}

/** Runs one command line; gives what it printed. */
async function run(words: readonly string[], environment = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const terminal = {
    out,
    err,
    isOutTty: false,
    isErrTty: false,
    widthColumns: 100,
    now: () => new Date('2026-11-21T06:30:00Z'),
  };
  const exitCode = await runCommandLine(words, environment, terminal);
  out.end();
  err.end();
  return { exitCode, out: await text(out), err: await text(err) };
}

const event = (id: number) => ({
  id,
  at: '2026-11-21T06:00:00Z',
  severity: 'note',
  kind: 'new',
  message: `machine ${id}`,
  machineId: id,
});

describe('a verb', () => {
  test('goes to the socket of the data folder, with the name of the user', async () => {
    const server = await fakeServer(() => ({ body: { forgotten: 7 } }));
    expect(await run(['machine', 'forget', '7', '--data', server.data])).toEqual({
      exitCode: 0,
      out: 'Machine 7 is forgotten. If it boots again, it is a new machine.\n',
      err: '',
    });
    expect(server.seen).toEqual([
      {
        method: 'DELETE',
        url: '/api/v1/machines/7',
        user: encodeURIComponent(userInfo().username),
        token: undefined,
        contentType: undefined,
        body: '',
      },
    ]);
  });

  test('makes paths of this host whole: the server has another working folder', async () => {
    const server = await fakeServer(() => ({ status: 500, body: {} }));
    await run(['firmware', 'install', '--from', 'ipxe', '--data', server.data, '--json']);
    await run(['firmware', 'install', '--from-deb', 'a.deb,/srv/b.deb', '--data', server.data, '--json']);
    expect(server.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { from: join(process.cwd(), 'ipxe') },
      { fromDeb: [join(process.cwd(), 'a.deb'), '/srv/b.deb'] },
    ]);
  });

  test('goes to a server elsewhere, with the token', async () => {
    const server = await fakeServer(() => ({ body: { revoked: 3 } }));
    const environment = { NETBERTH_SERVER: `${server.url}/`, NETBERTH_TOKEN: 'nb_x' };
    expect((await run(['token', 'revoke', '3'], environment)).out).toBe(
      'Token 3 is revoked: its next request is refused.\n',
    );
    expect(server.seen.map(({ method, url, user, token }) => ({ method, url, user, token }))).toEqual([
      { method: 'DELETE', url: '/api/v1/tokens/3', user: undefined, token: 'Bearer nb_x' },
    ]);
  });

  test('goes where a flag says, whatever the environment says', async () => {
    const [here, there] = [await fakeServer(() => ({ body: {} })), await fakeServer(() => ({ body: {} }))];
    const environment = { NETBERTH_SERVER: there.url, NETBERTH_DATA: there.data };
    await run(['machine', 'show', '1', '--data', here.data], environment);
    await run(['machine', 'show', '2', '--server', here.url], environment);
    await run(['machine', 'show', '3'], environment);
    expect([here.seen, there.seen].map((seen) => seen.map(({ url }) => url))).toEqual([
      ['/api/v1/machines/1', '/api/v1/machines/2'],
      ['/api/v1/machines/3'],
    ]);
  });

  test('puts path, query and body where the command wants them', async () => {
    const server = await fakeServer(() => ({ status: 500, body: {} }));
    const on = ['--data', server.data];
    await run(['machine', 'grant', 'rack 7/a', 'wipe,image1', '--max-starts', '3', ...on]);
    await run(['machine', 'list', '--label', 'rack=7', '--search', 'a&b', ...on]);
    await run(['audit', 'verify', ...on]);
    expect(server.seen.map(({ method, url, body, contentType }) => [method, url, contentType, body])).toEqual(
      [
        [
          'POST',
          '/api/v1/machines/rack%207%2Fa/grants',
          'application/json',
          '{"profiles":["wipe","image1"],"maxStarts":3}',
        ],
        ['GET', '/api/v1/machines?label=rack%3D7&search=a%26b', undefined, ''],
        ['POST', '/api/v1/audit/verify', 'application/json', '{}'],
      ],
    );
  });

  test('sends a file that it is given', async () => {
    const server = await fakeServer(() => ({
      body: { added: 0, unchanged: 0, runningInstalls: 0, pending: [], warnings: [] },
    }));
    const file = join(await temporaryFolder(), 'known_hosts.json');
    await writeFile(file, '[{"id":5}]');
    expect((await run(['machine', 'import', '--kiwispray', file, '--data', server.data])).exitCode).toBe(0);
    const sent: unknown = JSON.parse(server.seen[0]?.body ?? '');
    expect(sent).toMatchObject({ kiwispray: true, csv: false, document: '[{"id":5}]' });
    expect(await run(['machine', 'import', `${file}.gone`, '--data', server.data])).toEqual({
      exitCode: 1,
      out: '',
      err: `Cannot read ${file}.gone: there is no such file\n`,
    });
  });

  test('sends the text of a file where a value names one', async () => {
    const server = await fakeServer(() => ({ status: 422, body: {} }));
    const file = join(await temporaryFolder(), 'web.cfg');
    await writeFile(file, 'd-i x string y\n');
    const words = ['profile', 'create', 'web', '--product', 'debian', '--input', `preseed=@${file}`];
    await run([...words, '--release', 'trixie', '--data', server.data]);
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({
      name: 'web',
      product: 'debian',
      choice: { release: 'trixie' },
      input: { preseed: 'd-i x string y\n' },
    });
    expect((await run([...words.slice(0, 5), '--input', 'preseed=@/nowhere'])).err).toBe(
      'Cannot read /nowhere: there is no such file\n',
    );
  });

  test('sends as a text of several lines what is in a file, and else what was said', async () => {
    const server = await fakeServer(() => ({ status: 422, body: {} }));
    const file = join(await temporaryFolder(), 'web.cfg');
    await writeFile(file, 'd-i x string y\nd-i z string y\n');
    const sent = async (text: string, ...verb: string[]) => {
      await run(['profile', ...verb, '--text', text, '--data', server.data]);
      return JSON.parse(server.seen.at(-1)?.body ?? '').text;
    };
    expect(await sent(`@${file}`, 'edit', 'web', 'preseed.cfg')).toBe('d-i x string y\nd-i z string y\n');
    expect(await sent(`@${file}`, 'try', 'web', 'preseed.cfg', '7')).toBe('d-i x string y\nd-i z string y\n');
    expect(await sent('d-i x string y', 'edit', 'web', 'preseed.cfg')).toBe('d-i x string y');
    expect((await run(['profile', 'edit', 'web', 'preseed.cfg', '--text', '@/nowhere'])).err).toBe(
      'Cannot read /nowhere: there is no such file\n',
    );
  });

  test('streams an image and says how far it is', async () => {
    const profile = {
      name: 'image1',
      destructive: true,
      retryAfterStart: false,
      isPrivate: false,
      proof: 'none',
      spec: { method: 'kiwispray', template: 'bootstrap.ipxe' },
      answers: {},
      postInstall: null,
      files: [],
      importedAt: '2026-11-21T06:30:00Z',
      importedBy: 'anna',
      warnings: [],
    };
    const server = await fakeServer(() => ({ body: profile }));
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'linux'), Buffer.alloc(1000));
    const words = ['profile', 'import', folder, '--name', 'image1', '--private', '--data', server.data];
    const told = await run(words);
    expect(told.out).toBe(
      'Imported image1: 0 files, 0 B, checksums verified.\nNext: netberth machine grant ID image1\n',
    );
    expect(told.err).toMatch(/^Importing .* as image1 \(1000 B\)\n(sent \d+ % \(.*\)\n)+verifying…\n$/);
    expect((await run([...words, '--json'])).err).toBe('');
    expect(
      server.seen.map(({ method, url, contentType, body }) => [method, url, contentType, body.length % 512]),
    ).toEqual([
      ['PUT', '/api/v1/profiles/image1/image?private=true', 'application/x-tar', 0],
      ['PUT', '/api/v1/profiles/image1/image?private=true', 'application/x-tar', 0],
    ]);
  });
});

describe('a list', () => {
  const pages = (_: unknown, index: number) => ({
    body: [
      { events: [event(1), event(2)], next: 2 },
      { events: [event(3)], next: null },
    ][index % 2],
  });

  test('as JSON is the rows of all pages', async () => {
    const server = await fakeServer(pages);
    const { out } = await run(['event', 'list', '--json', '--limit', '2', '--data', server.data]);
    expect(out).toBe(`${JSON.stringify([event(1), event(2), event(3)], null, 2)}\n`);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/v1/events?limit=2',
      '/api/v1/events?limit=2&after=2',
    ]);
  });

  test('for a person has what stands beside the rows, too', async () => {
    const server = await fakeServer(() => ({
      body: { repository: 'https://git.example/menus.git', bootUrl: null, bootPort: 8080, channels: [] },
    }));
    expect(await run(['channel', 'served', '--data', server.data])).toEqual({
      exitCode: 0,
      out: 'No branch of https://git.example/menus.git is served now. Push one, or try one in the menu: Utilities, Try a branch.\n',
      err: '',
    });
  });

  test('for a person who asked for some rows is one page and how to get the next', async () => {
    const server = await fakeServer(pages);
    const { out } = await run(['event', 'list', '--limit', '2', '--data', server.data]);
    expect(out).toBe(`ID  TIME                     SEVERITY  MACHINE  KIND  WHAT
1   2026-11-21 06:00:00 UTC  note      1        new   machine 1
2   2026-11-21 06:00:00 UTC  note      2        new   machine 2
More: --after 2
`);
  });
});

describe('exit 1', () => {
  test('when the server refuses: reason, flags, and where to read more', async () => {
    const server = await fakeServer(() => ({
      status: 422,
      type: 'application/problem+json; charset=utf-8',
      body: {
        type: 'urn:netberth:error:nb3001',
        title: 'wrong input',
        status: 422,
        code: 'NB3001',
        detail: 'two fields are wrong: \u001b[2J.',
        fields: [
          { field: 'maxStarts', message: 'is too many' },
          { field: 'machine', message: 'is unknown' },
          { field: 'metadata.role', message: 'is empty' },
        ],
      },
    }));
    expect(await run(['machine', 'grant', '7', 'x', '--data', server.data])).toEqual({
      exitCode: 1,
      out: '',
      err: `netberth machine grant: two fields are wrong: \\x1b[2J.
  --max-starts: is too many
  MACHINE: is unknown
  --metadata (role): is empty
NB3001: docs/errors.md#nb3001
`,
    });
  });

  test('when something else answers', async () => {
    const server = await fakeServer(() => ({ status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }));
    expect((await run(['machine', 'list', '--server', server.url])).err).toBe(
      `${server.url} answered 502 (text/html), which is no answer of Netberth.
<h1>Bad gateway</h1>
Is it the admin plane of a Netberth of this version? Is there a proxy between?
`,
    );
  });

  test('when nobody listens', async () => {
    const server = await startFakeServer(() => ({ body: {} }));
    await server.dispose();
    expect((await run(['machine', 'list', '--server', server.url])).err).toBe(
      `Cannot reach ${server.url}: nothing listens there. Is the server running, and is this its admin plane (--admin-listen)?\n`,
    );
    expect((await run(['machine', 'list', '--server', 'boot.example'])).err).toBe(
      'Cannot use --server "boot.example": it is not an http or https URL like https://boot.example:8081\n',
    );
  });

  test('when a check finds something wrong, which is printed as a result', async () => {
    const server = await fakeServer((_, index) => ({
      body: { ok: index > 0, records: 2, removed: 0, problems: ['record 1 is gone'] },
    }));
    const broken = await run(['audit', 'verify', '--json', '--data', server.data]);
    expect(broken.exitCode).toBe(1);
    expect(JSON.parse(broken.out)).toEqual({
      ok: false,
      records: 2,
      removed: 0,
      problems: ['record 1 is gone'],
    });
    expect((await run(['audit', 'verify', '--data', server.data])).exitCode).toBe(0);
  });
});

test('wrong use exits 2 and says nothing on standard output', async () => {
  expect(await run(['machine', 'forgt', '7'])).toEqual({
    exitCode: 2,
    out: '',
    err: "netberth: unknown command 'forgt' (Did you mean forget?)\nWhat machine can do: netberth help machine\n",
  });
});
