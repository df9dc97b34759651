import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { profileShow } from '@netberth/api';
import { makeVersion, publish, siteFile } from '@netberth/publish';
import { FolderStore, sha256 } from '@netberth/publish/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-menu');
let server: NetberthServer;

beforeAll(async () => {
  const own = join(folder, 'data', 'menu');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'wipe.ipxe'), '#!ipxe\n# name: Wipe the disks\n# section: rescue\n');
  writeFileSync(join(own, 'wrong.yaml'), 'name: [unfinished\n');
  server = await NetberthServer.start({
    folder,
    flags: [
      ...['--menu-pinned', 'debian', '--menu-hidden', 'windows'],
      ...['--channels-repository', 'https://git.example/ours/menus.git'],
    ],
  });
});
afterAll(() => server.stop());

test('a person finds a product of the menu, and sees what each choice boots', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/menu');
  await visit.signIn(await addAccount(server, 'vera', 'viewer'));
  await page.getByText('menu/wrong.yaml:').waitFor();
  const marksOf = async (name: string) =>
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name, exact: true }) })
      .innerText();
  expect(await marksOf('Wipe the disks')).toContain('menu/wipe.ipxe');
  expect(await marksOf('Windows')).toContain('hidden');
  expect(await marksOf('Debian')).toContain('pinned');
  await page.getByRole('textbox', { name: 'Find a product' }).fill('debian');
  await page.getByRole('link', { name: 'Debian', exact: true }).click();
  await page.getByRole('heading', { name: 'Debian: 13 (trixie), Text' }).waitFor();
  await page.getByRole('combobox', { name: 'Machine' }).selectOption('UEFI, arm64');
  await page.getByRole('combobox', { name: 'Installation' }).selectOption('rescue');
  await page.getByRole('heading', { name: 'Debian: 13 (trixie), Rescue mode' }).waitFor();
  const shown = await page.locator('#page').innerText();
  expect(shown).toContain('debian-installer/arm64/linux');
  expect(shown).toContain('rescue/enable=true');
  expect(shown).toContain(`chain http://SERVER:${server.bootPort}/menu/p/debian?release=trixie&mode=rescue`);
  expect(shown).toContain('netberth profile create NAME --product debian --release trixie --mode rescue');
  expect(visit.complaints).toEqual([]);
});

test('the channels of the server are listed with the address to try, and an editor ends one', async () => {
  const version = makeVersion([siteFile('menu.ipxe', '#!ipxe\n')], sha256);
  await publish(new FolderStore(join(server.dataFolder, 'channels')), {
    ...{ channel: 'pr-12', version, keep: 1, now: () => new Date(), dryRun: false },
    ...{ source: 'refs/pull/12/head of https://git.example/ours/menus.git', expiresAt: null },
  });
  const address = `http://127.0.0.1:${server.bootPort}/channels/pr-12/menu.ipxe`;
  expect((await fetch(address)).status).toBe(200);
  await using visit = await ConsoleVisit.open(server, { viewport: { width: 360, height: 740 } });
  const { page } = visit;
  await visit.goto('/channels');
  await visit.signIn(await addAccount(server, 'chen', 'editor'));
  const row = page.getByRole('row').filter({ hasText: 'pr-12' });
  await row.getByText('refs/pull/12/head of https://git.example/ours/menus.git').waitFor();
  expect(await row.getByLabel('To try pr-12').innerText()).toBe(
    `chain http://SERVER:${server.bootPort}/channels/pr-12/menu.ipxe`,
  );
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await row.getByRole('button', { name: 'End pr-12' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End pr-12' }).click();
  await page.getByText('None now. Push a branch of https://git.example/ours/menus.git').waitFor();
  expect((await fetch(address)).status).toBe(404);
  expect(visit.complaints).toEqual([]);
});

test('an editor writes an entry, is told what is wrong with it, mends it, and takes one out', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/menu');
  await visit.signIn(await addAccount(server, 'edda', 'editor'));
  const own = page.getByRole('region', { name: 'Entries of your own' });
  await own.getByRole('button', { name: 'Add one…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'File' }).fill('hello.ipxe');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('#!ipxe\n# name: Hello there\ngoto nowhere\n');
  await dialog.getByRole('button', { name: 'Check and save' }).click();
  await dialog.getByText('menu/hello.ipxe:3').waitFor();
  await dialog.getByRole('textbox', { name: 'Text' }).fill('#!ipxe\n# name: Hello there\necho hello\n');
  await dialog.getByRole('button', { name: 'Check and save' }).click();
  await own.getByRole('row').filter({ hasText: 'Hello there' }).waitFor();
  await own.getByRole('button', { name: 'Change wrong.yaml…' }).click();
  await page.getByRole('dialog').getByText('name: [unfinished').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await own.getByRole('button', { name: 'Remove hello.ipxe' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove hello.ipxe' }).click();
  await own.getByRole('row').filter({ hasText: 'Hello there' }).waitFor({ state: 'detached' });
  expect(visit.complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
});

test('who may change settings hides a product; what a flag says stays', async () => {
  const other = await NetberthServer.start({
    folder: join(folder, 'other'),
    flags: ['--menu-pinned', 'debian'],
  });
  try {
    await using visit = await ConsoleVisit.open(other);
    const { page } = visit;
    await visit.goto('/menu/debian');
    await visit.signIn(await addAccount(other, 'ada', 'administrator'));
    await page.getByRole('button', { name: 'Hide from the menu' }).click();
    await page.getByRole('button', { name: 'Show in the menu' }).waitFor();
    await page.getByText('hidden', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Unpin' }).isDisabled()).toBe(true);
    expect(visit.complaints).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('from the page of a machine a link leads to its preview', async () => {
  await server.addMachine('52:54:00:00:00:01', '--hostname', 'web1');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/1');
  await visit.signIn(await addAccount(server, 'vic', 'viewer'));
  await page.getByRole('link', { name: 'Preview' }).click();
  await page.getByRole('heading', { level: 1, name: 'Preview of machine 1' }).waitFor();
  expect(visit.complaints).toEqual([]);
});

test('a choice becomes a profile with the answers for its installer', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/menu/debian');
  await visit.signIn(await addAccount(server, 'edith', 'editor'));
  await page.getByRole('button', { name: 'Make a profile of it…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a profile of Debian: 13 (trixie), Text' });
  await dialog.getByLabel('Name of the profile').fill('web');
  await dialog.getByRole('checkbox', { name: /^Nobody sits at the machine/ }).check();
  await dialog.getByLabel('timezone').fill('Europe/Berlin');
  await dialog.getByRole('button', { name: 'Make the profile' }).click();
  await dialog.getByRole('alert').getByText('nobody could sign in', { exact: false }).waitFor();
  await dialog
    .getByLabel('ssh-keys')
    .fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ada');
  await dialog.getByRole('button', { name: 'Make the profile' }).click();
  await page.getByRole('heading', { level: 1, name: 'web' }).waitFor();
  const { preview } = profileShow.output.parse(
    await server.json('profile', 'show', 'web', '--machine', 'web1'),
  );
  expect(preview?.answers.map(({ name }) => name)).toEqual(['preseed.cfg']);
  expect(preview?.answers[0]?.text).toContain('time/zone string Europe/Berlin');
  expect(visit.complaints).toEqual([]);
});

test('the files of a choice are kept on the server, and given up again', async () => {
  const upstream = createServer((_, response) => response.end(Buffer.alloc(50_000, 'k')));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  const lines = [
    'name: Tiny',
    'net: none',
    'arch: { x86_64: x86_64 }',
    `mirrors: http://127.0.0.1:${port}`,
    "boot: [{ method: linux, kernel: '{mirror}/vmlinuz', args: [quiet] }]",
  ];
  writeFileSync(join(folder, 'data', 'menu', 'tiny.yaml'), `${lines.join('\n')}\n`);
  try {
    await using visit = await ConsoleVisit.open(server);
    const { page } = visit;
    await visit.goto('/menu/tiny');
    await visit.signIn(await addAccount(server, 'emil', 'editor'));
    await page.getByText('fetched upstream').waitFor();
    await page.getByRole('button', { name: 'Keep its files on this server' }).click();
    await page.getByText('on this server', { exact: true }).waitFor();
    await page.getByText('48.8 KiB of the menu are kept now.').waitFor();
    await page.getByRole('button', { name: 'Remove the files of Tiny from this server' }).click();
    await page.getByText('fetched upstream').waitFor();
    expect(visit.complaints).toEqual([]);
  } finally {
    upstream.close();
  }
});
