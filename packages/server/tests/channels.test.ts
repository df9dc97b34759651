import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { channelEnd, channelServed } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { GitServer } from '../../publish/testfakes/git-server.ts';
import { atConsole, kernelOf, menusOf } from './harness/at-console.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

const secret = 'a secret of the tests';
const eventually = { timeout: 60_000, interval: 100 };
const posted: { path: string; token: string; body: string }[] = [];
const forge = createServer((request, response) => {
  void text(request).then((body) => {
    const token = String(request.headers.authorization);
    posted.push({ path: request.url ?? '', token, body: (JSON.parse(body) as { body: string }).body });
    response.writeHead(201).end('{}');
  });
});

let git: GitServer;
let app: TestApp;
beforeAll(async () => {
  git = await GitServer.start();
  git.commit('ours/menus', 'main', catalogueWith({ site: product('Site Linux', 'old') }));
  await new Promise<void>((resolve) => forge.listen(0, '127.0.0.1', resolve));
  app = await TestApp.start({
    'channels-repository': git.urlOf('ours/menus'),
    'channels-forks': 'true',
    'channels-hook-secret': secret,
    'channels-api-url': `http://127.0.0.1:${(forge.address() as AddressInfo).port}`,
    'channels-api-token': 'a-token',
    'boot-url': 'http://boot.test:8080',
  });
});
afterAll(async () => {
  await app.stop();
  forge.close();
  git[Symbol.dispose]();
});

function product(name: string, kernel: string): string {
  const boot = `boot: [{ method: linux, kernel: '{mirror}/${kernel}' }]`;
  return `name: ${name}\nhomepage: https://site.test\nsection: linux\nnet: none\nmirrors: http://files.test\narch: { x86_64: x86_64 }\n${boot}\n`;
}

function catalogueWith(products: Readonly<Record<string, string | null>>) {
  const files = Object.entries(products).map(([id, yaml]) => [`products/${id}.yaml`, yaml] as const);
  return {
    'sections.yaml': '- { id: linux, name: Linux }\n',
    'loaders.yaml': 'memdisk: http://files.test/memdisk\nwimboot: http://files.test/wimboot\n',
    ...Object.fromEntries(files),
  };
}

/** What GitHub sends of a pull request. */
const pull = (action: string, number: number, updatedAt = new Date(app.nowMs)) => ({
  action,
  number,
  pull_request: { updated_at: updatedAt.toISOString(), base: { ref: 'main' } },
  repository: { full_name: 'ours/menus' },
  delivery: randomUUID(),
});

async function send(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const content = JSON.stringify(body);
  const signature = `sha256=${createHmac('sha256', secret).update(content).digest('hex')}`;
  const { status, text: answer } = await app.askAdmin({
    path: '/hooks/github',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-hub-signature-256': signature,
      ...headers,
    },
    body: content,
  });
  return { status, answer };
}

const statusOf = async (path: string) => (await app.ask(path)).status;

describe('a pull request', () => {
  test('becomes a channel, with a summary at the pull request, and goes away with it', async () => {
    git.commit('ours/menus', 'change', {
      ...catalogueWith({ site: product('Site Linux', 'new'), more: product('More Linux', 'more') }),
      'products/broken.yaml': 'name: Broken\nsection: nowhere\n',
    });
    git.point('ours/menus', 'refs/pull/12/head', 'change');
    const opened = await send(pull('opened', 12));
    expect([opened.status, JSON.parse(opened.answer)]).toEqual([202, { done: 'build', channel: 'pr-12' }]);
    await vi.waitFor(async () => expect(await statusOf('/channels/pr-12/menu.ipxe')).toBe(200), eventually);

    const seen = await atConsole(app, '/channels/pr-12/menu.ipxe', { keys: 'Down Enter Down Enter' });
    expect(menusOf(seen).every((title) => title.startsWith('[preview pr-12] '))).toBe(true);
    expect(kernelOf(seen)).toBe('http://files.test/new');

    await vi.waitFor(() => expect(posted).toHaveLength(1), eventually);
    const [{ path, token, body }] = posted as [(typeof posted)[number]];
    expect([path, token]).toEqual(['/repos/ours/menus/issues/12/comments', 'Bearer a-token']);
    expect(body).toContain('Preview of this menu: http://boot.test:8080/channels/pr-12/ (commit ');
    expect(body).toContain('**Added**: `more`\n');
    expect(body).toContain('**Changed**: `site`\n');
    expect(body).toMatch(/\*\*Broken\*\*:\n\n- `products\/broken\.yaml/);
    expect(body).toContain('[preview pr-12] Netberth');
    const pictures = [...body.matchAll(/!\[(?<page>[^\]]*)\]\(http:\/\/boot\.test:8080(?<path>[^)]+)\)/g)];
    expect(pictures.map((match) => match.groups?.['page'])).toEqual(['menu', 'sections/linux']);
    const section = await app.ask(pictures[1]?.groups?.['path'] ?? '');
    expect(section.headers['content-type']).toBe('image/svg+xml');
    expect(section.text).toMatch(/^<svg [^]*preview\spr-12\]\sLinux[^]*More\sLinux[^]*Site\sLinux/);

    expect((await send(pull('closed', 12))).status).toBe(202);
    await vi.waitFor(async () => expect(await statusOf('/channels/pr-12/menu.ipxe')).toBe(404), eventually);
  });

  test('whose commit is not there leaves what was there, and says so at the pull request', async () => {
    const before = posted.length;
    expect((await send(pull('opened', 99))).status).toBe(202);
    await vi.waitFor(() => expect(posted).toHaveLength(before + 1), eventually);
    expect(posted.at(-1)?.body).toContain('There is no preview of this menu: ');
    expect(posted.at(-1)?.body).toContain('has no "refs/pull/99/head"');
  });
});

test('a preview that nobody renews ends after two weeks', async () => {
  await vi.waitFor(async () => {
    expect((await app.ask('/try?user=&ref=main')).text).toContain('/channels/try-main/menu.ipxe');
  }, eventually);
  expect(await statusOf('/channels/try-main/menu.ipxe')).toBe(200);
  const { repository, bootUrl, channels } = await app.run(channelServed, {});
  expect([repository, bootUrl]).toEqual([git.urlOf('ours/menus'), 'http://boot.test:8080']);
  expect(channels).toMatchObject([
    {
      channel: 'try-main',
      path: '/channels/try-main/menu.ipxe',
      source: expect.stringMatching(/^main of http/),
    },
  ]);
  app.nowMs += 15 * 86_400_000;
  await app.restart();
  await vi.waitFor(async () => expect(await statusOf('/channels/try-main/menu.ipxe')).toBe(404), eventually);
});

test('a person ends a channel before its time, and one that is not there is refused', async () => {
  await vi.waitFor(async () => {
    expect((await app.ask('/try?user=&ref=main')).text).toContain('/channels/try-main/menu.ipxe');
  }, eventually);
  expect(await app.run(channelEnd, { channel: 'try-main' })).toEqual({ ended: 'try-main' });
  expect(await statusOf('/channels/try-main/menu.ipxe')).toBe(404);
  expect((await app.run(channelServed, {})).channels).toEqual([]);
  expect(await app.refusal(channelEnd, { channel: 'try-main' })).toContain(
    'NB9150 this server serves no channel "try-main"',
  );
});

test('a server that was not told of a repository takes no webhooks', async () => {
  const bare = await TestApp.start();
  const headers = { 'content-type': 'application/json', 'x-github-event': 'ping' };
  const answer = await bare.askAdmin({ method: 'POST', path: '/hooks/github', headers, body: '{}' });
  expect(refusalIn(answer)).toBe(
    'NB8201 this server takes no webhooks of git. Set channels.repository and channels.hookSecret, and start again.',
  );
  await bare.stop();
});

describe('a webhook', () => {
  test.each([
    ['with a wrong signature', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['without a signature', { 'x-hub-signature-256': '' }, 401],
  ])('%s does nothing', async (_, headers, status) => {
    expect(await send(pull('opened', 13), headers)).toMatchObject({
      ...{ status, answer: expect.stringContaining('NB8202') },
    });
    expect(await statusOf('/channels/pr-13/menu.ipxe')).toBe(404);
  });

  test('that is replayed does nothing, at once or later', async () => {
    const body = pull('closed', 14);
    expect((await send(body)).status).toBe(202);
    expect(await send(body)).toMatchObject({ status: 409, answer: expect.stringContaining('NB8203') });
    const old = pull('closed', 14, new Date(app.nowMs - 2 * 3_600_000));
    expect((await send(old)).status).toBe(409);
  });

  test('that says something else is told what is wrong', async () => {
    const { status, answer } = await send({ action: 'opened', number: 'x' });
    expect(status).toBe(400);
    expect(answer).toMatch(/NB8204.*number/);
    expect((await send({ zen: 'Keep it logically awesome.' }, { 'x-github-event': 'ping' })).status).toBe(
      202,
    );
  });

  test('that is longer than any of git is told how long it may be', async () => {
    const { status, answer } = await send({ padding: 'x'.repeat(2 * 1024 * 1024) });
    expect([status, answer]).toEqual([413, expect.stringContaining('NB3023')]);
    expect(answer).toContain('larger than 2 MiB');
  });

  test('of GitLab is taken by its token', async () => {
    const ask = (token: string, body: unknown) =>
      app.askAdmin({
        path: '/hooks/gitlab',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-gitlab-event': 'Push Hook',
          'x-gitlab-token': token,
        },
        body: JSON.stringify(body),
      });
    const push = { ref: 'refs/heads/main', after: 'a'.repeat(40), checkout_sha: randomUUID() };
    expect((await ask('wrong', push)).status).toBe(401);
    expect((await ask(secret, push)).status).toBe(202);
    await vi.waitFor(
      async () => expect(await statusOf('/channels/branch-main/menu.ipxe')).toBe(200),
      eventually,
    );
    expect((await ask(secret, { ...push, after: '0'.repeat(40) })).status).toBe(202);
    await vi.waitFor(
      async () => expect(await statusOf('/channels/branch-main/menu.ipxe')).toBe(404),
      eventually,
    );
  });
});

describe('at the console, utilities, try a branch', () => {
  test('leads to what the server builds meanwhile, also of somebody else', async () => {
    git.commit('theirs/menus', 'fix', catalogueWith({ site: product('Their Linux', 'theirs') }));
    const page = await atConsole(app, '/menu/utilities.ipxe?firmware=bios&arch=x86_64');
    expect(page.pauses[0]?.screen.join('\n')).toContain('Try a branch ...');
    await vi.waitFor(async () => {
      const { text: answer } = await app.ask('/try?user=theirs&ref=fix');
      expect(answer).toContain('chain --autofree --replace /channels/try-theirs-fix/menu.ipxe');
    }, eventually);
    const seen = await atConsole(app, '/try?user=theirs&ref=fix', { keys: 'Down Enter Enter' });
    expect(kernelOf(seen)).toBe('http://files.test/theirs');
  });

  test.each([
    ['/try?user=&ref=nonesuch', 'has no "nonesuch"'],
    ['/try?user=..%2F..&ref=main', 'names nobody'],
    ['/try?user=&ref=--upload-pack%3Dx', 'names no branch, tag or commit'],
  ])('%s says why not', async (path, why) => {
    await vi.waitFor(async () => {
      const [headline = ''] =
        /Netberth NB8206: this branch cannot be tried: .*/.exec((await app.ask(path)).text) ?? [];
      expect(headline).toContain(why);
    }, eventually);
  });

  test.each(['/channels/../keys/server', '/channels/%2e%2e/netberth.db', '/channels/pr-12', '/channels/'])(
    'nothing but channels is served: %s',
    async (path) => {
      const { status, text: answer } = await app.ask(path);
      expect([status, answer]).toEqual([
        404,
        `Netberth NB8205: there is nothing at ${path}\nThe preview has ended, or its name is another: see netberth channel served\n`,
      ]);
    },
  );
});
