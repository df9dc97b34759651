import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';

const made: string[] = [];
let folder: string;
let place: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-publish-verbs-'));
  made.push(folder);
  place = `dir:${join(folder, 'www')}`;
  await mkdir(join(folder, 'catalogue/products'), { recursive: true });
  await write('sections.yaml', '- { id: linux, name: Linux }\n- { id: own, name: Own }\n');
  await write('loaders.yaml', 'memdisk: http://files.test/memdisk\nwimboot: http://files.test/wimboot\n');
  await writeProduct('Site Linux');
});
afterAll(() => Promise.all(made.map((each) => rm(each, { recursive: true }))));

const write = (path: string, content: string) => writeFile(join(folder, 'catalogue', path), content);

async function writeProduct(name: string) {
  const lines = [
    `name: ${name}`,
    'homepage: https://site.test',
    'section: linux',
    'net: none',
    'mirrors: http://files.test',
    'arch: { x86_64: x86_64 }',
    "boot: [{ method: linux, kernel: '{mirror}/vmlinuz', initrd: ['{mirror}/initrd'] }]",
    '',
  ];
  await write('products/site.yaml', lines.join('\n'));
}

async function run(...words: readonly string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const now = () => new Date('2026-11-21T12:00:00Z');
  const sinks = { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now };
  const exitCode = await runCommandLine([...words, '--data', join(folder, 'data')], {}, sinks);
  out.end();
  err.end();
  return { exitCode, out: await text(out), err: await text(err) };
}

const publish = (...words: readonly string[]) =>
  run('menu', 'publish', '--to', place, '--catalogue', join(folder, 'catalogue'), ...words);

describe('menu publish', () => {
  test('says what it did and what to type at a machine', async () => {
    const { exitCode, out } = await publish('--url', 'http://boot.test/menu/');
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Published version [0-9a-f]{16} to dir:.*www, channel stable \(the channel is new\)\.\n/,
    );
    expect(out).toMatch(/\n\d+ files sent /);
    expect(out).toContain('it has no media and no iPXE: none is installed');
    expect(out).toContain('chain http://boot.test/menu/stable/menu.ipxe\n');
  });

  test('a machine goes from the entry through the page for people into the menu', async () => {
    await publish();
    const entry = join(folder, 'www/stable/menu.ipxe');
    const { out } = await run('menu', 'simulate', entry, '--keys', 'Down Enter');
    expect(out).toContain('Site Linux');
  });

  test('a dry run names what would change', async () => {
    await publish();
    await writeProduct('Another Linux');
    const { out } = await publish('--dry-run');
    expect(out).toContain('Would publish version');
    expect(out).toContain('changed: ');
    expect(out).toContain('products/site.ipxe');
    expect(await readFile(join(folder, 'www/stable/index.html'), 'utf8')).not.toContain('Another');
    expect((await publish()).out).toContain('Published version');
  });

  test('goes back to the version before', async () => {
    const [first] = /[0-9a-f]{16}/.exec((await publish()).out) ?? [];
    await writeProduct('Another Linux');
    await publish();
    const back = await publish('--rollback');
    expect(back.out).toContain(`back to version ${first}`);
    expect((await publish('--rollback')).err).toContain(`There is no version before ${first}`);
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  const skipped = hasOpenssl ? '' : ' (skipped: there is no openssl on this host)';
  test.skipIf(!hasOpenssl)(
    `signs the checksums, so that openssl and sha256sum can tell what was changed${skipped}`,
    async () => {
      const key = join(folder, 'menu.key');
      const made = await run('menu', 'key', key);
      expect(made.out).toMatch(/^Wrote a key to .*\. Its certificate has the SHA-256 (..:){31}..\n/);
      expect((await stat(key)).mode & 0o777).toBe(0o600);
      expect((await run('menu', 'key', key)).err).toContain('is there already, and may be in use');
      const nowhere = await run('menu', 'key', join(folder, 'keys', 'menu.key'));
      expect(nowhere.err).toContain('there is no such folder, make it first');
      const [first] = /[0-9a-f]{16}/.exec((await publish('--key', key)).out) ?? [];
      expect((await publish('--key', key)).out).toContain(`has this menu already: version ${first}`);
      const version = join(folder, 'www/stable/versions', first ?? '');
      const check = (...more: readonly string[]) =>
        execFileSync(
          'openssl',
          ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'SHA256SUMS.p7s', ...more],
          {
            cwd: version,
            stdio: 'pipe',
          },
        );
      const by = ['-content', 'SHA256SUMS', '-CAfile', 'signer.pem', '-purpose', 'any'];
      check(...by);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: version });
      await writeFile(join(version, 'SHA256SUMS'), 'something else');
      expect(() => check(...by)).toThrow('Verification failure');
    },
  );

  test('a key that is none is refused before anything is written', async () => {
    const { err } = await publish('--key', join(folder, 'catalogue/loaders.yaml'));
    expect(err).toContain('has no key with its certificate: make one with `netberth menu key`');
  });

  test('tells a CDN by a command', async () => {
    const told = join(folder, 'told');
    await publish(
      '--url',
      'http://boot.test',
      '--purge',
      `echo "$NETBERTH_CHANNEL $NETBERTH_URLS" > ${told}`,
    );
    expect(await readFile(told, 'utf8')).toBe(
      'stable http://boot.test/stable/ http://boot.test/stable/index.html http://boot.test/stable/menu.ipxe\n',
    );
  });

  test('tells a CDN by a URL, and says so when the CDN does not listen', async () => {
    const heard: string[] = [];
    const cdn = createServer((request, response) => {
      void text(request).then((body) => {
        heard.push(`${request.method} ${body}`);
        response.writeHead(heard.length === 1 ? 204 : 500).end();
      });
    });
    await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve));
    const hook = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}/purge`;
    const first = await publish('--purge', hook, '--url', 'http://boot.test', '--json');
    expect(first.exitCode).toBe(0);
    const { version } = JSON.parse(first.out) as { version: string };
    const root = 'http://boot.test/stable';
    const urls = [`${root}/`, `${root}/index.html`, `${root}/menu.ipxe`];
    expect(heard).toEqual([`POST ${JSON.stringify({ channel: 'stable', version, urls })}`]);
    const second = await publish('--purge', hook);
    expect([second.exitCode, second.out]).toEqual([1, expect.stringContaining('answers 500')]);
    cdn.close();
  });

  test.each([
    [['--to', 'ftp://somewhere'], 'is no place to publish to'],
    [['--channel', 'Pull/12'], '"Pull/12" cannot name a channel'],
    [['--version', '0123456789abcdef'], '--version goes with --rollback'],
  ])('refuses %j', async (words, why) => {
    const { exitCode, err } = await publish(...words);
    expect([exitCode, err]).toEqual([1, expect.stringContaining(why)]);
  });
});

describe('channels', () => {
  test('are listed and removed', async () => {
    await publish();
    await publish('--channel', 'experimental', '--expire-days', '14');
    const listed = await run('channel', 'list', '--to', place);
    expect(listed.out).toMatch(/^CHANNEL\s+VERSION\s+SINCE\s+KEPT\s+SIZE\s+ENDS\s+MADE FROM\nexperimental /);
    expect(listed.out).toContain('2026-12-05 12:00Z');
    expect((await run('channel', 'remove', '--expired', '--to', place)).out).toContain('No channel of');
    const removed = await run('channel', 'remove', 'experimental', '--to', place);
    expect(removed.out).toMatch(/^Removed experimental from dir:.*www \(\d+ objects\)\.\n$/);
    const { channels } = JSON.parse(
      `{"channels":${(await run('channel', 'list', '--to', place, '--json')).out}}`,
    ) as { channels: { channel: string }[] };
    expect(channels.map(({ channel }) => channel)).toEqual(['stable']);
  });

  test('nothing is removed without saying what', async () => {
    expect((await run('channel', 'remove', '--to', place)).err).toContain('Name one, or say --expired');
  });
});
