import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fetchCatalogue, openGitCatalogue } from '../../node/index.ts';
import { forkUrl } from './git-source.ts';
import { GitServer } from '../../testfakes/git-server.ts';

const server = await GitServer.start();
afterAll(() => server[Symbol.dispose]());
const url = server.urlOf('site/menus');
const product = 'name: Site\nhomepage: https://site.test\n';
const whole = {
  'README.md': '# Ours\n',
  'data/sections.yaml': '- { id: own, name: Own }\n',
  'data/loaders.yaml': 'memdisk: http://a/b\n',
  'data/products/site.yaml': product,
};
const leftovers = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('netberth-git-') && !name.includes('server'));

describe('the catalogue of a commit', () => {
  test('is that of the branch, wherever it lies in the repository', async () => {
    const commit = server.commit('site/menus', 'main', whole);
    expect(await fetchCatalogue({ url, ref: 'main' })).toEqual({
      commit,
      folder: 'data/',
      files: [
        { path: 'loaders.yaml', text: 'memdisk: http://a/b\n' },
        { path: 'products/site.yaml', text: product },
        { path: 'sections.yaml', text: '- { id: own, name: Own }\n' },
      ],
      notes: [],
    });
  });

  test('is that of a commit by its hash, and leaves nothing behind', async () => {
    const first = server.commit('site/menus', 'main', whole);
    server.commit('site/menus', 'main', { 'data/products/site.yaml': 'name: Later\n' });
    const { files, commit } = await fetchCatalogue({ url, ref: first });
    expect([commit, files[1]?.text]).toEqual([first, product]);
    expect(leftovers()).toEqual([]);
  });

  test('of a repository with entries of its own only stands beside ours', async () => {
    const entry =
      'name: Own\nmirrors: http://a.test\nnet: none\narch: { x86_64: x86_64 }\nboot: [{ method: linux, kernel: "{mirror}/k" }]\n';
    server.commit('site/entries', 'main', { 'menu/own.yaml': entry });
    const { catalogue, problems } = await openGitCatalogue({
      url: server.urlOf('site/entries'),
      ref: 'main',
    });
    expect(problems).toEqual([]);
    expect(catalogue.products.map(({ id }) => id)).toEqual(expect.arrayContaining(['own', 'debian']));
  });
});

describe('what a repository cannot do', () => {
  test('lead out of itself by a link', async () => {
    server.commit('site/links', 'main', whole);
    symlinkSync('/etc/passwd', join(server.root, 'site/links.git/data/products/passwd.yaml'));
    symlinkSync('../../..', join(server.root, 'site/links.git/data/products/up'));
    server.commit('site/links', 'main', {});
    const { files, notes } = await fetchCatalogue({ url: server.urlOf('site/links'), ref: 'main' });
    expect(files.map(({ path }) => path)).toEqual(['loaders.yaml', 'products/site.yaml', 'sections.yaml']);
    expect(notes).toEqual(['1 links and submodules of that commit are left out']);
  });

  test('run anything: no hooks, no attributes, no settings of its own', async () => {
    const proof = join(tmpdir(), `netberth-ran-${randomBytes(4).toString('hex')}`);
    server.commit('site/evil', 'main', {
      ...whole,
      '.gitattributes': '* filter=evil\n',
      '.gitconfig': `[filter "evil"]\nsmudge = touch ${proof}\n`,
      '.gitmodules': `[submodule "x"]\npath = x\nurl = ext::sh -c touch% ${proof}\n`,
      'hooks/post-checkout': `#!/bin/sh\ntouch ${proof}\n`,
    });
    await fetchCatalogue({ url: server.urlOf('site/evil'), ref: 'main' });
    expect(existsSync(proof)).toBe(false);
  });

  test('fill the disk: a large file ends the fetch', async () => {
    server.commit('site/large', 'main', whole);
    const folder = join(server.root, 'site/large.git');
    writeFileSync(join(folder, 'large.bin'), randomBytes(2 * 1024 * 1024));
    server.commit('site/large', 'main', {});
    const limits = { timeoutMs: 60_000, mostBytes: 1_000_000, largestFileBytes: 1024 * 1024 };
    const source = { url: server.urlOf('site/large'), ref: 'main' };
    await expect(fetchCatalogue(source, limits)).rejects.toThrow(/is larger than 1 MiB/);
    expect(leftovers()).toEqual([]);
  });

  test('have a huge file in its catalogue', async () => {
    server.commit('site/huge', 'main', {
      ...whole,
      'data/products/huge.yaml': `name: ${'x'.repeat(2 ** 21)}\n`,
    });
    await expect(fetchCatalogue({ url: server.urlOf('site/huge'), ref: 'main' })).rejects.toThrow(
      'data/products/huge.yaml has 2097159 bytes',
    );
  });
});

describe('what is not there', () => {
  test.each([
    ['nonesuch', /has no "nonesuch": name a branch, a tag/],
    ['refs/pull/99/head', /has no "refs\/pull\/99\/head"/],
    ['--upload-pack=touch', /names no branch, tag or commit/],
    ['a..b', /names no branch, tag or commit/],
  ])('the ref %s is said to be so', async (ref, why) => {
    server.commit('site/menus', 'main', whole);
    await expect(fetchCatalogue({ url, ref })).rejects.toThrow(why);
  });

  test.each([
    'file:///etc',
    'ext::sh -c id',
    '/srv/menus',
    'ssh://git@host/menus',
    'https://user:secret@host/menus.git',
  ])('the URL %s is refused before git sees it', async (bad) => {
    await expect(fetchCatalogue({ url: bad, ref: 'main' })).rejects.toThrow('is no repository to fetch from');
  });

  test('a repository that is not there is named', async () => {
    await expect(fetchCatalogue({ url: server.urlOf('no/such'), ref: 'main' })).rejects.toThrow(
      /git cannot fetch "main" of http.*no\/such\.git: /,
    );
  });

  test('a server that leads to another protocol is not followed', async () => {
    const leading = createServer((_, response) =>
      response.writeHead(302, { location: 'file:///etc/' }).end(),
    );
    await new Promise<void>((resolve) => leading.listen(0, '127.0.0.1', resolve));
    const { port } = leading.address() as AddressInfo;
    await expect(fetchCatalogue({ url: `http://127.0.0.1:${port}/a/b.git`, ref: 'main' })).rejects.toThrow(
      'git cannot fetch',
    );
    leading.close();
  });

  test('a commit without a catalogue says what it wants', async () => {
    server.commit('site/empty', 'main', { 'README.md': 'nothing' });
    await expect(fetchCatalogue({ url: server.urlOf('site/empty'), ref: 'main' })).rejects.toThrow(
      'That commit has no catalogue',
    );
  });
});

test('a fork is the same repository of somebody else', () => {
  expect(forkUrl('https://github.com/ours/menus.git', 'theirs')).toBe('https://github.com/theirs/menus.git');
  expect(forkUrl('https://github.com/ours/menus.git', '../x')).toBeNull();
  expect(forkUrl('https://github.com/menus.git', 'theirs')).toBeNull();
});
