import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditList, machineGrant, menuAssets, menuMirror, profileCreate } from '@netberth/api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeUpstream, servedFile } from '../../src/features/assets/upstream/upstream.fixture.ts';
import { TestApp } from '../harness/start-app.ts';
import { siteOf, writeSite } from './site-upstream.ts';

const names = ['vmlinuz', 'initrd.img', 'live.squashfs'];
const contentOf = (path: string) => Buffer.from(`content of ${path}\n`.repeat(5000));

let upstream: FakeUpstream;
let app: TestApp;
beforeAll(async () => {
  upstream = await FakeUpstream.start();
  for (const path of ['1', '2'].flatMap((release) => names.map((name) => `/${release}/${name}`)))
    upstream.files.set(path, servedFile(contentOf(path)));
  app = await TestApp.start({ data: siteOf(upstream), 'new-machines': 'disk' });
});
afterAll(async () => {
  await app.stop();
  await upstream.stop();
});
beforeEach(() => void (upstream.asked.length = 0));

/** The lines that name files, with upstream and this server by name. */
async function filesIn(release: string): Promise<readonly string[]> {
  const path = `/menu/p/site?release=${release}&arch=x86_64&firmware=efi&net0=${app.newMac()}`;
  return fileLines((await app.ask(path)).text);
}

function fileLines(script: string): readonly string[] {
  const lines = script.split('\n').filter((line) => /^(kernel|initrd) /.test(line));
  return lines.map((line) => line.replaceAll(upstream.url, 'UPSTREAM').replaceAll(app.bootUrl, 'SERVER'));
}

const fromUpstream = [
  'kernel UPSTREAM/1/vmlinuz initrd=initrd0 root=live:UPSTREAM/1/live.squashfs sig=UPSTREAM/1/live.squashfs.sig ${nb-console} ${nb-extra} || goto failed',
  'initrd --name initrd0 UPSTREAM/1/initrd.img || goto failed',
];
const fromHere = [
  expect.stringMatching(
    /^kernel \/assets\/[0-9a-f]{32}\/vmlinuz initrd=initrd0 root=live:SERVER\/assets\/[0-9a-f]{32}\/live\.squashfs sig=UPSTREAM\/1\/live\.squashfs\.sig /,
  ),
  expect.stringMatching(/^initrd --name initrd0 \/assets\/[0-9a-f]{32}\/initrd\.img \|\| goto failed$/),
];

async function pathOf(name: string): Promise<string> {
  const { assets } = await app.run(menuAssets, {});
  return assets.find(({ url }) => url === `${upstream.url}${name}`)?.path ?? expect.unreachable(name);
}

describe('files of the menu', () => {
  test('come from upstream until they are mirrored, and then from here', async () => {
    expect(await filesIn('1')).toEqual(fromUpstream);
    const mirrored = await app.run(menuMirror, { product: 'site', choice: { release: '1' } });
    expect(mirrored.ok).toBe(true);
    expect(mirrored.files.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
    expect(await filesIn('1')).toEqual(fromHere);
    expect((await filesIn('2'))[1]).toBe('initrd --name initrd0 UPSTREAM/2/initrd.img || goto failed');
  });

  test('are the same files, whole, in part, and asked for by HEAD', async () => {
    const path = await pathOf('/1/live.squashfs');
    const whole = contentOf('/1/live.squashfs');
    const answer = await app.ask(path);
    expect([answer.status, answer.text]).toEqual([200, whole.toString()]);
    const part = await app.ask({ path, headers: { range: 'bytes=11-29' } });
    expect([part.status, part.text]).toEqual([206, whole.toString().slice(11, 30)]);
    const head = await app.ask({ path, method: 'HEAD' });
    expect(head.headers).toMatchObject({ 'content-length': String(whole.length), 'accept-ranges': 'bytes' });
    expect(upstream.asked).toEqual([]);
  });

  test('serve a machine that was granted the choice, whose script was made before', async () => {
    await app.run(profileCreate, { name: 'two', product: 'site', choice: { release: '2' } });
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: ['two'] });
    const machine = { ...presented, platform: 'efi', buildarch: 'x86_64' };
    expect(fileLines((await app.boot(machine)).script)[1]).toContain('UPSTREAM/2/initrd.img');
    await app.run(menuMirror, { product: 'site', version: '2' });
    expect(fileLines((await app.boot(machine)).script)[1]).toMatch(/ \/assets\/[0-9a-f]{32}\/initrd\.img /);
  });

  test('are listed with size, state and who needs them; every change has its audit record', async () => {
    const { assets, storedBytes } = await app.run(menuAssets, {});
    expect(assets).toHaveLength(6);
    expect(storedBytes).toBe(assets.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));
    expect(assets[0]).toMatchObject({
      url: `${upstream.url}/1/initrd.img`,
      state: 'stored',
      sizeBytes: contentOf('/1/initrd.img').length,
      checkedBy: null,
      products: ['site'],
    });
    const { records } = await app.run(auditList, { limit: 1000 });
    const mirrored = records.filter(({ command }) => command === 'menu.mirror');
    expect(Object.keys(mirrored[1]?.after as object).sort()).toEqual(
      ['initrd.img', 'live.squashfs', 'vmlinuz'].map((name) => `${upstream.url}/2/${name}`),
    );
  });

  test('are not fetched again while upstream has no others', async () => {
    const again = await app.run(menuMirror, { product: 'site' });
    expect(again.files.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'kept'));
    await app.restart();
    expect(await filesIn('1')).toEqual(fromHere);
  });

  test('stay a pair when one of the new ones cannot be fetched', async () => {
    const old = contentOf('/1/vmlinuz').toString();
    upstream.files.set('/1/vmlinuz', servedFile(Buffer.from('new kernel'), '"2"'));
    upstream.files.set('/1/initrd.img', (_, response) => response.writeHead(404).end());
    const first = await app.run(menuMirror, { product: 'site', choice: { release: '1' } });
    expect(first.ok).toBe(false);
    expect(first.files.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['held', expect.stringContaining('is newer upstream')],
      ['failed', 'answers 404'],
      ['kept', null],
    ]);
    expect((await app.ask(await pathOf('/1/vmlinuz'))).text).toBe(old);
    upstream.files.set('/1/initrd.img', servedFile(Buffer.from('new initrd'), '"2"'));
    const second = await app.run(menuMirror, { product: 'site', choice: { release: '1' } });
    expect(second.files.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'kept']);
    expect((await app.ask(await pathOf('/1/vmlinuz'))).text).toBe('new kernel');
  });

  test('that are lost or damaged come from upstream, and a mirror run brings them back', async () => {
    const path = await pathOf('/1/vmlinuz');
    const [, key = ''] = /assets\/(\w+)\//.exec(path) ?? [];
    const [version = ''] = readdirSync(join(app.data, 'assets', key)).filter((name) => name !== 'asset.json');
    rmSync(join(app.data, 'assets', key, version), { recursive: true });
    const redirected = await app.ask(path);
    expect([redirected.status, redirected.headers.location]).toEqual([302, `${upstream.url}/1/vmlinuz`]);
    expect((await filesIn('1'))[0]).toMatch(/^kernel UPSTREAM\/1\/vmlinuz /);
    await app.run(menuMirror, { product: 'site', choice: { release: '1' } });
    expect(await filesIn('1')).toEqual(fromHere);
    expect(
      (await app.run(menuMirror, { verify: true })).files.every(({ outcome }) => outcome === 'sound'),
    ).toBe(true);
  });

  test('are removed where no choice names them any more, and where a person says so', async () => {
    writeSite(app.data, upstream.url, "'1'");
    await expect
      .poll(
        async () =>
          (await app.run(menuAssets, {})).assets.filter(({ products }) => products.length === 0).length,
        {
          timeout: 10_000,
        },
      )
      .toBe(3);
    const pruned = await app.run(menuMirror, { prune: true });
    expect(
      pruned.files.map(({ url, outcome }) => `${outcome} ${url.replace(upstream.url, '')}`).sort(),
    ).toEqual(['initrd.img', 'live.squashfs', 'vmlinuz'].map((name) => `removed /2/${name}`));
    await app.run(menuMirror, { product: 'site', remove: true });
    expect((await app.run(menuAssets, {})).assets).toEqual([]);
    expect(await filesIn('1')).toEqual(fromUpstream);
  });

  test.each([
    [{}, 'no product is named'],
    [{ product: 'sight' }, 'there is no product "sight" in the catalogue'],
    [{ product: 'site', choice: { release: '9' } }, 'no choice of site has release 9'],
    [{ product: 'site', choice: { colour: 'red' } }, 'site has no "colour" to choose; there is release'],
    [{ verify: true, prune: true }, '--remove, --verify and --prune are three things'],
    [
      { product: 'netboot-xyz' },
      'the files of netboot-xyz name their neighbours, so they work from upstream alone',
    ],
    [{ product: 'own-script' }, 'where the files of own-script are is known only to who chooses it'],
  ])('are not mirrored where %o is asked for', async (input, why) => {
    expect(await app.refusal(menuMirror, input)).toContain(`NB3085 nothing was mirrored: ${why}. `);
  });

  test.each([
    '/assets/',
    '/assets/0123',
    `/assets/${'0'.repeat(32)}/vmlinuz`,
    '/assets/..%2f..%2fkeys/x',
    '/assets/.parts/x',
  ])('are all that can be asked for: not %s', async (path) => {
    const answer = await app.ask(path);
    expect([answer.status, answer.text.slice(0, 16)]).toEqual([404, 'Netberth NB2030:']);
  });
});
