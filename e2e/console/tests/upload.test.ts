import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileSchema } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { CuttingProxy } from '../src/cutting-proxy.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-upload');
const tar = join(folder, 'debian12.tar');
let server: NetberthServer;

beforeAll(async () => {
  const image = writeInstallImage(folder);
  writeFileSync(join(image, 'disk.raw'), Buffer.alloc(40_000_000, 'netberth'));
  execFileSync('tar', ['-cf', tar, '-C', image, '.']);
  server = await NetberthServer.start({ folder });
});
afterAll(() => server.stop());

test('an upload that is cut off at 99 % goes on by itself, and what arrives is what was sent', async () => {
  const ada = await addAccount(server, 'ada', 'administrator');
  const allBytes = readFileSync(tar).length;
  await using proxy = await CuttingProxy.open(server.adminPort, Math.floor(allBytes * 0.99));
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await page.goto(`${proxy.url}/profiles`);
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Import an image…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import an image' });
  await page.locator('input[type=file]').setInputFiles(tar);
  expect(await dialog.getByLabel('Name of the profile').inputValue()).toBe('debian12');
  const sha256 = createHash('sha256').update(readFileSync(tar)).digest('hex');
  await dialog.getByLabel('SHA-256 of the file').fill(sha256);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('debian12 is imported.').waitFor();
  expect(proxy.isCut).toBe(true);
  // Once, but for what was on its way when the connection broke.
  expect(proxy.carriedBytes).toBeLessThan(allBytes * 1.5);
  const { files } = profileSchema.parse(await server.json('profile', 'show', 'debian12'));
  const disk = createHash('sha256').update(Buffer.alloc(40_000_000, 'netberth')).digest('hex');
  expect(files.find(({ path }) => path === 'disk.raw')?.sha256).toBe(disk);
});

test('a file that is not what the person says is refused, in words', async () => {
  const grace = await addAccount(server, 'grace', 'administrator');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/profiles');
  await visit.signIn(grace);
  await page.getByRole('button', { name: 'Import an image…' }).click();
  await page.locator('input[type=file]').setInputFiles(tar);
  await page.getByLabel('Name of the profile').fill('other');
  await page.getByLabel('SHA-256 of the file').fill('0'.repeat(64));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const why = await page.getByRole('alert').innerText();
  expect(why).toMatch(/the image is not imported: its SHA-256 is [0-9a-f]{64}, not 0{64}/);
});
