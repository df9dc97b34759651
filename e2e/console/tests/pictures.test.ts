import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder, repositoryRoot } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { Fleet } from '../src/fleet.ts';

const installed = await installedFirmware();
const isAsked = process.env['NETBERTH_PICTURES'] !== undefined;
const whyNoPreview = isAsked
  ? installed.kind === 'out-of-reach' && installed.why
  : 'its picture is taken by npm run pictures; preview.test.ts tries it';
const folder = emptyWorkFolder('console-pictures');
/** `npm run pictures` has them put into docs/screenshots; every other run only proves that they can be taken. */
const pictures = resolve(repositoryRoot, process.env['NETBERTH_PICTURES'] ?? join(folder, 'screenshots'));
const mebibyte = 1024 * 1024;
const viewport = { width: 1280, height: 800 };
let server: NetberthServer;
let fleet: Fleet;
let ada: Account;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  if (installed.kind === 'installed')
    cpSync(installed.folder, join(folder, 'data/firmware'), { recursive: true });
  server = await NetberthServer.start({ folder });
  fleet = await Fleet.make(server, folder);
  ada = await addAccount(server, 'ada', 'administrator');
});
afterAll(() => server.stop());

async function take(page: Page, name: string): Promise<void> {
  const path = join(pictures, `${name}.png`);
  const unfinished = page.locator('[class*=Loader-root], [class*=Skeleton-root]');
  await expect.poll(() => unfinished.count()).toBe(0);
  await page.screenshot({ path, animations: 'disabled' });
  expect(statSync(path).size).toBeGreaterThan(10_000);
}

test('the overview changes by itself, and the pictures of the documents are taken', async () => {
  await using visit = await ConsoleVisit.open(server, { viewport });
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(ada);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('Nothing boots at this moment.').waitFor();
  for (const number of [2, 3, 5, 6, 7, 8, 9, 10])
    await server.grant(number, 'rocky9', '--reason', 'new rack');
  for (const number of [5, 6, 7]) await fleet.install(number);
  await fleet.fetchPart(await fleet.boot(2, 'vmlinuz', 'initrd.img'), 7 * mebibyte);
  await fleet.fetchPart(await fleet.boot(9, 'vmlinuz', 'initrd.img'), 2 * mebibyte);
  await fleet.boot(10, 'vmlinuz');
  const slow = await fleet.boot(3, 'vmlinuz', 'initrd.img');
  await fleet.fetchAnswers(slow);
  await fleet.fetchPart(slow, 16 * mebibyte);
  const failing = await fleet.boot(8, 'vmlinuz', 'initrd.img');
  await fleet.fetchPart(failing, 20 * mebibyte);
  await fleet.report('failed', failing, 'anaconda: no disk is large enough for the root file system');
  await page.getByRole('link', { name: '3 finished' }).waitFor();
  await page.getByRole('link', { name: '1 failed' }).waitFor();
  await page.getByRole('progressbar', { name: 'Fetched by web3' }).waitFor();
  await page.getByText('1 h', { exact: true }).click();
  await page.getByText('8 boots', { exact: false }).waitFor();
  await take(page, 'overview');

  await page.getByRole('navigation').getByRole('link', { name: 'Machines' }).click();
  await page.getByRole('checkbox', { name: 'Select web4' }).check();
  await page.getByRole('checkbox', { name: 'Select web11' }).check();
  await take(page, 'machines');
  await page.getByRole('button', { name: 'Grant…' }).click();
  await page.getByRole('combobox', { name: 'Profiles, in order' }).click();
  await page.getByRole('option', { name: 'rocky9' }).click();
  await page.keyboard.press('Tab');
  await page.getByText('THE DISKS OF 2 MACHINES WILL BE OVERWRITTEN').waitFor();
  await take(page, 'grant');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'web5' }).click();
  await page.getByText('fetched rootfs.img: 20 MiB').waitFor();
  await take(page, 'machine');
  expect(visit.complaints).toEqual([]);
});

test('the pictures of dark colours and of a telephone are taken', async () => {
  await using dark = await ConsoleVisit.open(server, { viewport, colorScheme: 'dark' });
  await dark.goto('/');
  await dark.signIn(ada);
  await dark.page.getByText('Live', { exact: true }).waitFor();
  await dark.page.getByText('in the last 24 hours').waitFor();
  await take(dark.page, 'overview-dark');
  await using phone = await ConsoleVisit.open(server, { viewport: { width: 390, height: 844 } });
  await phone.goto('/');
  await phone.page.getByLabel('User name').waitFor();
  await phone.signIn(ada);
  await phone.page.getByText('Live', { exact: true }).waitFor();
  await take(phone.page, 'overview-phone');
  expect([...dark.complaints, ...phone.complaints]).toEqual([]);
});

test.skipIf(whyNoPreview !== false)(
  `the picture of the menu in a real iPXE is taken${whyNoPreview === false ? '' : ` (skipped: ${whyNoPreview})`}`,
  async () => {
    await using visit = await ConsoleVisit.open(server, { viewport: { width: 1400, height: 860 } });
    const { page } = visit;
    await visit.goto('/menu/preview');
    await visit.signIn(ada);
    await page.getByRole('button', { name: 'Switch on' }).click();
    const screen = page.getByRole('application', { name: 'Screen and keyboard of the emulated PC' });
    await screen.getByText('what does this machine boot?').waitFor({ timeout: 120_000 });
    await take(page, 'preview');
    expect(visit.complaints).toEqual([]);
  },
);
